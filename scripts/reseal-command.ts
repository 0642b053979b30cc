import type { Command } from "commander"
import { resealAll } from "../lib/secrets/reseal"
import { asOperator } from "./as-operator"

export function addCommands(crm: Command) {
  crm.command("reseal").action(() =>
    asOperator(async (ctx) => {
      const { sealed, shut } = await resealAll(ctx, {})
      console.log(`${sealed} sealed anew.`)
      if (shut > 0) console.log(`${shut} do not open under either secret and stay as they are.`)
    }),
  )
}

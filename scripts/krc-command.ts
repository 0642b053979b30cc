import type { Command } from "commander"
import { migrateFromKrc } from "../lib/krc/migrate"
import { reconciliationLines } from "../lib/krc/reconciliation"
import { asOperator } from "./as-operator"
import { linkTo } from "./user-commands"

export function addCommands(crm: Command) {
  crm
    .command("migrate-from-krc")
    .argument("<database-url>", "the predecessor's Postgres, which is only read")
    .option("--dry-run", "show what would happen and keep nothing", false)
    .option("--time-zone <zone>", "the clock of times that the predecessor wrote without a time zone", "UTC")
    .option("--into-non-empty", "also when there are clients here already", false)
    .action((url: string, options: { dryRun: boolean; timeZone: string; intoNonEmpty: boolean }) =>
      asOperator(async (ctx) => {
        const { reconciliation, links } = await migrateFromKrc(ctx, { url, ...options })
        for (const line of reconciliationLines(reconciliation)) console.log(line)
        if (links.length > 0) console.log("\nLinks with which the users set a password, good for 24 hours")
        for (const { email, token } of links) console.log(`${email}\t${linkTo(token)}`)
      }),
    )
}

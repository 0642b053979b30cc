import type { Command } from "commander"
import { migrate } from "../db/migrate"
import { env } from "../lib/env"

export function addCommands(crm: Command) {
  crm.command("migrate").action(async () => {
    const applied = await migrate(env().DATABASE_OWNER_URL, env().DATABASE_URL)
    console.log(applied === 0 ? "The database is up to date." : `Applied ${applied} migration(s).`)
  })
}

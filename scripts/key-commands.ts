import type { Command } from "commander"
import { createApiKey, listApiKeys, revokeApiKey } from "../lib/api-keys/keys"
import { asOperator } from "./as-operator"
import { role } from "./user-commands"

type Role = "admin" | "staff"

export function addCommands(crm: Command) {
  const keys = crm.command("keys")
  keys
    .command("add")
    .description("make an API key; prints it, this once")
    .requiredOption("--name <name>")
    .addOption(role())
    .action((options: { name: string; role: Role }) =>
      asOperator(async (ctx) => console.log((await createApiKey(ctx, options)).key)),
    )
  keys
    .command("list")
    .description("list all API keys")
    .action(() =>
      asOperator(async (ctx) => {
        for (const { id, name, role, hint, revokedAt, lastUsedAt } of await listApiKeys(ctx, {})) {
          const used = lastUsedAt ? `last used ${lastUsedAt.toISOString()}` : "never used"
          console.log([id, role, `…${hint}`, revokedAt ? "revoked" : used, name].join("\t"))
        }
      }),
    )
  keys
    .command("revoke")
    .description("end an API key at its next use")
    .argument("<id>")
    .action((id: string) =>
      asOperator(async (ctx) => {
        await revokeApiKey(ctx, { id })
        console.log("Revoked.")
      }),
    )
}

import { type Command, Option } from "commander"
import { notFound } from "../lib/core/errors"
import type { Context } from "../lib/core/operation"
import { env } from "../lib/env"
import { deactivateUser, reactivateUser } from "../lib/users/deactivate"
import { inviteUser } from "../lib/users/invite"
import { listUsers } from "../lib/users/list"
import { makeResetLink } from "../lib/users/reset-password"
import { resetSecondFactor } from "../lib/users/second-factor"
import { asOperator } from "./as-operator"

type Role = "admin" | "staff"

/** What a person or a key may do. */
export const role = () =>
  new Option("--role <role>", "what they may do").choices(["admin", "staff"]).makeOptionMandatory()

/** The link with which somebody sets a password. */
export const linkTo = (token: string) => `${env().APP_URL}/set-password?token=${token}`

export function addCommands(crm: Command) {
  const user = crm.command("users")
  user
    .command("add")
    .description("add a user; prints the link with which they set a password, good for 24 hours")
    .requiredOption("--name <name>")
    .requiredOption("--email <email>")
    .addOption(role())
    .action((options: { name: string; email: string; role: Role }) =>
      asOperator(async (ctx) => console.log(linkTo((await inviteUser(ctx, options)).token))),
    )
  user
    .command("list")
    .description("list all users")
    .action(() =>
      asOperator(async (ctx) => {
        for (const { email, role, name, deactivatedAt, hasPassword } of await listUsers(ctx, {})) {
          const state = deactivatedAt ? "deactivated" : hasPassword ? "active" : "invited"
          console.log([email, role, state, name].join("\t"))
        }
      }),
    )
  user
    .command("reset")
    .description("print a link with which the user sets a new password, good for 24 hours")
    .requiredOption("--email <email>")
    .action(({ email }) =>
      asOperator(async (ctx) =>
        console.log(linkTo((await makeResetLink(ctx, { id: await idOf(ctx, email) })).token)),
      ),
    )
  user
    .command("reset-code")
    .description("remove the second factor of a user who lost the phone and the recovery codes")
    .requiredOption("--email <email>")
    .action(({ email }) =>
      asOperator(async (ctx) => {
        await resetSecondFactor(ctx, { id: await idOf(ctx, email) })
        console.log("Removed. They sign in with the password alone.")
      }),
    )
  user
    .command("deactivate")
    .description("shut a user out from their next request on")
    .requiredOption("--email <email>")
    .action(({ email }) =>
      asOperator(async (ctx) => {
        await deactivateUser(ctx, { id: await idOf(ctx, email) })
        console.log("Deactivated.")
      }),
    )
  user
    .command("reactivate")
    .description("let a deactivated user sign in again")
    .requiredOption("--email <email>")
    .action(({ email }) =>
      asOperator(async (ctx) => {
        await reactivateUser(ctx, { id: await idOf(ctx, email) })
        console.log("Reactivated.")
      }),
    )
}

async function idOf(ctx: Context, email: string): Promise<string> {
  const found = (await listUsers(ctx, {})).find((user) => user.email === email.trim().toLowerCase())
  if (!found) throw notFound("user")
  return found.id
}

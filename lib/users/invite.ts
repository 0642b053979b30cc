import { users } from "../../db/schema"
import { only } from "../core/only"
import { operation } from "../core/operation"
import { makePasswordLink } from "./records"
import { InviteInput } from "./schema"

/** Adds a user without a password; returns their id and the token of the link with which they set one. */
export const inviteUser = operation({
  permission: "users.manage",
  input: InviteInput,
  async run({ tx, now, record }, input) {
    const { id } = only(
      await tx
        .insert(users)
        .values({ ...input, createdAt: now, updatedAt: now })
        .returning({ id: users.id }),
    )
    record("user.invited", { userId: id, role: input.role })
    return { id, token: await makePasswordLink(tx, id, "invite", now) }
  },
})

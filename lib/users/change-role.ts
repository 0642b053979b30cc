import { eq } from "drizzle-orm"
import { users } from "../../db/schema"
import { idOf } from "../core/actor"
import { AppError } from "../core/errors"
import { operation } from "../core/operation"
import { endSessions, lockUser, requireAnotherAdmin } from "./records"
import { RoleInput } from "./schema"

/** Gives a user another role and ends their sessions. Throws forbidden for one's own, conflict for the last admin. */
export const changeRole = operation({
  permission: "users.manage",
  input: RoleInput,
  async run({ tx, actor, now, record }, { id, role }) {
    if (idOf(actor) === id) throw new AppError("forbidden", "Nobody changes their own role.")
    const user = await lockUser(tx, id)
    if (user.role === role) return
    await requireAnotherAdmin(tx, user)
    await tx.update(users).set({ role, updatedAt: now }).where(eq(users.id, id))
    await endSessions(tx, id, now)
    record("user.role_changed", { userId: id, from: user.role, to: role })
  },
})

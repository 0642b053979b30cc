import { eq } from "drizzle-orm"
import { users } from "../../db/schema"
import { idOf } from "../core/actor"
import { AppError } from "../core/errors"
import { operation } from "../core/operation"
import { endSessions, lastAdminStays, lockUserAmongAdmins } from "./records"
import { RoleInput } from "./schema"

/** Gives a user another role and ends their sessions. Throws forbidden for one's own, conflict for the last admin. */
export const changeRole = operation({
  permission: "users.manage",
  input: RoleInput,
  async run({ tx, actor, now, record }, { id, role }) {
    if (idOf(actor) === id) throw new AppError("forbidden", "Nobody changes their own role.")
    const { user, isLastAdmin } = await lockUserAmongAdmins(tx, id)
    if (user.role === role) return
    if (isLastAdmin) throw lastAdminStays()
    await tx.update(users).set({ role, updatedAt: now }).where(eq(users.id, id))
    await endSessions(tx, id, now)
    record("user.role_changed", { userId: id, from: user.role, to: role })
  },
})

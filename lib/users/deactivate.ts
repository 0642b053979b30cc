import { eq } from "drizzle-orm"
import { users } from "../../db/schema"
import { operation } from "../core/operation"
import { endSessions, lastAdminStays, lockUser, lockUserAmongAdmins } from "./records"
import { UserId } from "./schema"

/** Shuts a user out from their next request on. Throws conflict for the last active admin. */
export const deactivateUser = operation({
  permission: "users.manage",
  input: UserId,
  async run({ tx, now, record }, { id }) {
    const { user, isLastAdmin } = await lockUserAmongAdmins(tx, id)
    if (user.deactivatedAt) return
    if (isLastAdmin) throw lastAdminStays()
    await tx.update(users).set({ deactivatedAt: now, updatedAt: now }).where(eq(users.id, id))
    await endSessions(tx, id, now)
    record("user.deactivated", { userId: id })
  },
})

/** Lets a deactivated user sign in again. */
export const reactivateUser = operation({
  permission: "users.manage",
  input: UserId,
  async run({ tx, now, record }, { id }) {
    const user = await lockUser(tx, id)
    if (!user.deactivatedAt) return
    await tx.update(users).set({ deactivatedAt: null, updatedAt: now }).where(eq(users.id, id))
    record("user.reactivated", { userId: id })
  },
})

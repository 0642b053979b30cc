import { operation } from "../core/operation"
import { endSessions, lockUser } from "./records"
import { UserId } from "./schema"

/** Signs a user out everywhere, from their next request on; they may sign in again. */
export const endUserSessions = operation({
  permission: "users.manage",
  input: UserId,
  async run({ tx, now, record }, { id }) {
    await lockUser(tx, id)
    await endSessions(tx, id, now)
    record("user.sessions_ended", { userId: id })
  },
})

import { operation } from "../core/operation"
import { lockUser, makePasswordLink } from "./records"
import { UserId } from "./schema"

/** Makes a link with which the user sets a new password; the old one works until then. Returns the link's token. */
export const makeResetLink = operation({
  permission: "users.manage",
  input: UserId,
  async run({ tx, now, record }, { id }) {
    const user = await lockUser(tx, id)
    const purpose = user.passwordHash ? "reset" : "invite"
    record("user.link_made", { userId: id, purpose })
    return { id, token: await makePasswordLink(tx, id, purpose, now) }
  },
})

import { and, eq, gt, isNull } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import { passwordLinks, users } from "../../db/schema"
import { personOf } from "../core/actor"
import { AppError, invalid } from "../core/errors"
import { operation, query } from "../core/operation"
import { hashToken } from "../core/tokens"
import { hashPassword, isPassword, requireGoodPassword } from "./password"
import { endSessions, lockUser } from "./records"
import { ChangePasswordInput, SetPasswordInput } from "./schema"

/** Sets the password of the user whose link this is; the link is used up and all their sessions end. */
export const setPassword = operation({
  permission: "password.set",
  input: SetPasswordInput,
  async run({ tx, now, record }, { token, password }) {
    const [link] = await tx.select().from(passwordLinks).where(openLink(token, now))
    if (!link) throw linkGone()
    // The user first and the link second, as an admin does who makes a new link at the same moment.
    const user = await lockUser(tx, link.userId)
    requireGoodPassword(password, user)
    const used = await tx
      .update(passwordLinks)
      .set({ usedAt: now })
      .where(and(eq(passwordLinks.id, link.id), isNull(passwordLinks.usedAt)))
      .returning({ id: passwordLinks.id })
    if (used.length === 0) throw linkGone()
    await writePassword(tx, user.id, password, now)
    record("user.password_set", { userId: user.id })
    return { email: user.email }
  },
})

/** Whose link this is, or null when it was used, has expired or never was. */
export const passwordLink = query({
  permission: "password.set",
  input: SetPasswordInput.pick({ token: true }),
  async run({ db, now }, { token }) {
    const [link] = await db
      .select({ name: users.name, email: users.email, purpose: passwordLinks.purpose })
      .from(passwordLinks)
      .innerJoin(users, eq(users.id, passwordLinks.userId))
      .where(openLink(token, now))
    return link ?? null
  },
})

/** Changes one's own password, after the current one was given; all one's sessions end. */
export const changePassword = operation({
  permission: "account.manage",
  input: ChangePasswordInput,
  async run({ tx, actor, now, record }, { current, password }) {
    const user = await lockUser(tx, personOf(actor).id)
    if (!(await isPassword(user.passwordHash, current)))
      throw invalid("current", "This is not your password.")
    requireGoodPassword(password, user)
    await writePassword(tx, user.id, password, now)
    record("user.password_set", { userId: user.id })
  },
})

const linkGone = () =>
  new AppError("not_found", "This link was used already or is too old. Ask an admin for a new one.")

const openLink = (token: string, now: Date) =>
  and(
    eq(passwordLinks.tokenHash, hashToken(token)),
    isNull(passwordLinks.usedAt),
    gt(passwordLinks.expiresAt, now),
  )

async function writePassword(tx: Transaction, id: string, password: string, now: Date) {
  const passwordHash = await hashPassword(password)
  await tx
    .update(users)
    .set({ passwordHash, failedSignIns: 0, lockedUntil: null, updatedAt: now })
    .where(eq(users.id, id))
  await endSessions(tx, id, now)
}

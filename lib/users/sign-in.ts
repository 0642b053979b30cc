import { eq } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import { sessions, users } from "../../db/schema"
import { only } from "../core/only"
import { operation, type Recorder } from "../core/operation"
import type { SignInFailure } from "../events"
import { spendCode } from "./codes"
import { isPassword } from "./password"
import { lockUserByEmail, type User, userByEmail } from "./records"
import { SignInInput } from "./schema"

export const WRONG_TRIES_ALLOWED = 5
export const LOCKED_FOR_MS = 15 * 60_000

/**
 * Starts a session and returns it with its user. Where the password is right and the account has a second factor, says
 * whether a code is needed or the given one was wrong. Null when e-mail or password are wrong, the account is locked
 * or deactivated, or has no password yet; the answer and its time do not tell which.
 */
export const signIn = operation({
  permission: "session.start",
  input: SignInInput,
  async before({ db }, { email, password }) {
    const user = await userByEmail(db, email)
    const right = await isPassword(user?.passwordHash, password)
    return right ? user?.passwordHash : undefined
  },
  async run({ tx, now, record, sealer }, { email, code, userAgent }, verified) {
    const user = await lockUserByEmail(tx, email)
    const fail = (because: SignInFailure) =>
      record("user.sign_in_failed", { userId: user?.id ?? null, because })
    if (!user || user.deactivatedAt || isLocked(user, now)) {
      fail(!user ? "unknown" : user.deactivatedAt ? "deactivated" : "locked")
      return null
    }
    if (!verified || verified !== user.passwordHash) {
      fail("password")
      await countFailure(tx, user, now, record)
      return null
    }
    if (user.totpConfirmedAt) {
      // The wrong tries go on counting, or the password alone would buy new guesses at the code.
      if (!code.trim()) return { code: "needed" as const }
      if (!(await spendCode({ tx, now, sealer, record }, user, code))) {
        fail("code")
        await countFailure(tx, user, now, record)
        return { code: "wrong" as const }
      }
    }
    return startSession(tx, user, userAgent, now, record)
  },
})

async function startSession(
  tx: Transaction,
  user: User,
  userAgent: string | null,
  now: Date,
  record: Recorder,
) {
  await tx
    .update(users)
    .set({ failedSignIns: 0, lockedUntil: null, lastSignInAt: now })
    .where(eq(users.id, user.id))
  const { id } = only(
    await tx
      .insert(sessions)
      .values({ userId: user.id, userAgent: userAgent?.slice(0, 300), createdAt: now, lastSeenAt: now })
      .returning({ id: sessions.id }),
  )
  record("user.signed_in", { userId: user.id })
  return { sessionId: id, userId: user.id, role: user.role }
}

const isLocked = (user: User, now: Date) => user.lockedUntil !== null && user.lockedUntil > now

async function countFailure(tx: Transaction, user: User, now: Date, record: Recorder) {
  const failed = user.failedSignIns + 1
  const locks = failed >= WRONG_TRIES_ALLOWED
  if (locks) record("user.locked", { userId: user.id })
  await tx
    .update(users)
    .set({
      failedSignIns: locks ? 0 : failed,
      lockedUntil: locks ? new Date(now.getTime() + LOCKED_FOR_MS) : null,
    })
    .where(eq(users.id, user.id))
}

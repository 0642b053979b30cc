import { eq } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import { users } from "../../db/schema"
import type { Sealer } from "../core/crypto"
import type { Recorder } from "../core/operation"
import type { User } from "./records"
import { recoveryCodesLeft, spendRecoveryCode } from "./recovery-codes"
import { stepOf } from "./totp"

/** What a user's secret is sealed for, so that it cannot be put in another user's row. */
export const secretPurpose = (userId: string) => `totp secret of ${userId}`

/** The step of a code as people type it, blanks and all, or null. */
export const codeStep = (code: string, secret: string, now: Date, lastStep: number | null) =>
  stepOf(code.replace(/\s/g, ""), secret, now, lastStep)

type Spending = { tx: Transaction; now: Date; sealer: Sealer; record: Recorder }

/**
 * Uses up a code of the app, or a recovery code, of a user who is locked. Whether it was right and not used before.
 * Throws when the kept secret cannot be read with this key; recovery codes work even then.
 */
export async function spendCode({ tx, now, sealer, record }: Spending, user: User, code: string) {
  if (!/^\s*(\d\s*){6}$/.test(code)) {
    if (!(await spendRecoveryCode(tx, user.id, code, now))) return false
    record("user.recovery_code_used", { userId: user.id, left: await recoveryCodesLeft(tx, user.id) })
    return true
  }
  const secret = sealer.unseal(user.totpSecret ?? "", secretPurpose(user.id))
  const step = codeStep(code, secret, now, user.totpLastStep)
  if (step === null) return false
  await tx.update(users).set({ totpLastStep: step }).where(eq(users.id, user.id))
  return true
}

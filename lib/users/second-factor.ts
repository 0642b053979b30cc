import { eq } from "drizzle-orm"
import { z } from "zod"
import type { Database, Transaction } from "../../db/client"
import { users } from "../../db/schema"
import { idOf, personOf } from "../core/actor"
import { AppError, invalid } from "../core/errors"
import { operation, query } from "../core/operation"
import { qrCode } from "../core/qr"
import { settingsOf } from "../settings/records"
import { codeStep, secretPurpose } from "./codes"
import { isPassword } from "./password"
import { lockUser, type User, userById } from "./records"
import { forgetRecoveryCodes, recoveryCodesLeft, replaceRecoveryCodes } from "./recovery-codes"
import { ConfirmSecondFactorInput, OwnPasswordInput, UserId } from "./schema"
import { appAddress, newSecret } from "./totp"

/** Since when one's own second factor is on (or null), how many recovery codes are left, whether it must stay. */
export const secondFactor = query({
  permission: "account.manage",
  input: z.strictObject({}),
  async run({ db, actor }) {
    const user = await userById(db, personOf(actor).id)
    const left = user.totpConfirmedAt ? await recoveryCodesLeft(db, user.id) : 0
    return { onSince: user.totpConfirmedAt, codesLeft: left, required: await mustKeep(db, user) }
  },
})

/** A new secret for the authenticator app, and its QR code. It counts for nothing until a code of it is confirmed. */
export const offerSecondFactor = query({
  permission: "account.manage",
  input: z.strictObject({}),
  async run({ db, actor }) {
    const { email } = await userById(db, personOf(actor).id)
    const secret = newSecret()
    return { secret, qr: qrCode(appAddress(secret, email)) }
  },
})

/**
 * Turns one's second factor on by the first code of its app, and returns ten recovery codes. Where one is on already,
 * such as that of an old phone, it needs the password and takes its place. Throws invalid for a wrong code or password.
 */
export const confirmSecondFactor = operation({
  permission: "account.manage",
  input: ConfirmSecondFactorInput,
  async run({ tx, actor, now, record, sealer }, { secret, code, password }) {
    const user = await lockUser(tx, personOf(actor).id)
    if (user.totpConfirmedAt) await requirePassword(user, password ?? "")
    const step = codeStep(code, secret, now, null)
    if (step === null)
      throw invalid("code", "This is not the code that the app shows now. Enter the newest one.")
    const totpSecret = sealer.seal(secret, secretPurpose(user.id))
    await tx
      .update(users)
      .set({ totpSecret, totpConfirmedAt: now, totpLastStep: step, updatedAt: now })
      .where(eq(users.id, user.id))
    record("user.second_factor_added", { userId: user.id })
    return { recoveryCodes: await replaceRecoveryCodes(tx, user.id, now) }
  },
})

/** Turns one's own second factor off, after the password was given. Throws conflict where admins must have one. */
export const removeSecondFactor = operation({
  permission: "account.manage",
  input: OwnPasswordInput,
  async run({ tx, actor, now, record }, { password }) {
    const user = await lockUser(tx, personOf(actor).id)
    await requirePassword(user, password)
    if (await mustKeep(tx, user))
      throw new AppError(
        "conflict",
        "Admins need a second factor here, so yours stays. You can change its phone.",
      )
    if (await takeAway(tx, user, now)) record("user.second_factor_removed", { userId: user.id })
  },
})

/** Makes ten new recovery codes, after the password was given; the old ones stop working. */
export const makeRecoveryCodes = operation({
  permission: "account.manage",
  input: OwnPasswordInput,
  async run({ tx, actor, now, record }, { password }) {
    const user = await lockUser(tx, personOf(actor).id)
    await requirePassword(user, password)
    if (!user.totpConfirmedAt) throw new AppError("conflict", "Your second factor is off. Set it up first.")
    record("user.recovery_codes_made", { userId: user.id })
    return { recoveryCodes: await replaceRecoveryCodes(tx, user.id, now) }
  },
})

/** Removes the second factor of somebody who lost the phone; one's own only with the password, on the account page. */
export const resetSecondFactor = operation({
  permission: "users.manage",
  input: UserId,
  async run({ tx, actor, now, record }, { id }) {
    if (idOf(actor) === id) throw new AppError("forbidden", "Remove your own under Your account.")
    const user = await lockUser(tx, id)
    if (await takeAway(tx, user, now)) record("user.second_factor_removed", { userId: id })
  },
})

async function requirePassword(user: User, password: string) {
  if (!(await isPassword(user.passwordHash, password)))
    throw invalid("password", "This is not your password.")
}

async function mustKeep(db: Database, user: User): Promise<boolean> {
  return user.role === "admin" && (await settingsOf(db, ["adminsNeedCode"])).adminsNeedCode
}

/** Whether there was one to take away. */
async function takeAway(tx: Transaction, user: User, now: Date): Promise<boolean> {
  await tx
    .update(users)
    .set({ totpSecret: null, totpConfirmedAt: null, totpLastStep: null, updatedAt: now })
    .where(eq(users.id, user.id))
  await forgetRecoveryCodes(tx, user.id)
  return user.totpConfirmedAt !== null
}

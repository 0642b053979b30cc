import { randomBytes } from "node:crypto"
import { and, count, eq, isNull } from "drizzle-orm"
import type { Database, Transaction } from "../../db/client"
import { recoveryCodes } from "../../db/schema"
import { only } from "../core/only"
import { hashToken } from "../core/tokens"

const HOW_MANY = 10
/** Crockford's base32: no letter that looks like a digit. 24 characters are 120 bits, enough for a plain hash. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
const LENGTH = 24

/** Makes ten new recovery codes in place of all older ones, and returns them; only their hashes are kept. */
export async function replaceRecoveryCodes(tx: Transaction, userId: string, now: Date): Promise<string[]> {
  await forgetRecoveryCodes(tx, userId)
  const codes = Array.from({ length: HOW_MANY }, newCode)
  await tx
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ userId, codeHash: hashToken(plain(code)), createdAt: now })))
  return codes
}

/** Deletes all recovery codes of a user. */
export function forgetRecoveryCodes(tx: Transaction, userId: string) {
  return tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
}

/** Uses a recovery code up. Whether it was one that nobody had used; also when it comes twice at once. */
export async function spendRecoveryCode(tx: Transaction, userId: string, code: string, now: Date) {
  const used = await tx
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(and(unused(userId), eq(recoveryCodes.codeHash, hashToken(plain(code)))))
    .returning({ id: recoveryCodes.id })
  return used.length === 1
}

/** How many recovery codes a user has left. */
export async function recoveryCodesLeft(db: Database, userId: string): Promise<number> {
  return only(await db.select({ left: count() }).from(recoveryCodes).where(unused(userId))).left
}

const unused = (userId: string) => and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt))

/** `7k2m-9x4c-…`: 32 letters, so that the low five bits of a random byte choose one evenly. */
function newCode() {
  const letters = Array.from(randomBytes(LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length))
  return letters.join("").replace(/.{4}(?=.)/g, "$&-")
}

/** As people type it: without regard to case, dashes, blanks, and letters taken for digits. */
const plain = (code: string) =>
  code.toLowerCase().replace(/[\s-]/g, "").replace(/[il]/g, "1").replaceAll("o", "0")

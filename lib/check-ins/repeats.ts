import { and, desc, eq, gt, isNull, lt, or, sql } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import { checkInRepeats, checkIns } from "../../db/schema"

/** A second check-in of the same client within this time is the first one again. */
export const REPEAT_WITHIN_MS = 5 * 60_000

type Entering = Pick<typeof checkIns.$inferSelect, "idempotencyKey" | "clientId" | "checkedInAt">

/**
 * What is needed of the visit that a check-in repeats: that of the same key, or else one of the client that began within
 * 5 minutes of its moment, before or after, and was not undone or voided.
 */
export async function visitRepeated(tx: Transaction, row: Entering) {
  const [found] = await tx
    .select({ id: checkIns.id, clientId: checkIns.clientId, idempotencyKey: checkIns.idempotencyKey })
    .from(checkIns)
    .where(isRepeatedBy(tx, row))
    .orderBy(desc(sql`${isOfKey(tx, row.idempotencyKey)}`), desc(checkIns.checkedInAt))
    .limit(1)
    .prepare("visit_repeated")
    .execute()
  return found
}

/** The condition of a visit that this one would repeat. */
export function isRepeatedBy(tx: Transaction, { idempotencyKey, clientId, checkedInAt }: Entering) {
  const shifted = (by: number) => new Date(checkedInAt.getTime() + by)
  const isAround = and(
    eq(checkIns.clientId, clientId),
    gt(checkIns.checkedInAt, shifted(-REPEAT_WITHIN_MS)),
    lt(checkIns.checkedInAt, shifted(REPEAT_WITHIN_MS)),
    isNull(checkIns.removal),
  )
  return or(isOfKey(tx, idempotencyKey), isAround)
}

/** The condition of the visit that this key made or was answered with. */
export function isOfKey(tx: Transaction, key: string) {
  const repeated = tx
    .select({ id: checkInRepeats.checkInId })
    .from(checkInRepeats)
    .where(eq(checkInRepeats.idempotencyKey, key))
  return or(eq(checkIns.idempotencyKey, key), eq(checkIns.id, repeated))
}

/** Keeps that this key was answered with a visit which another key had made. */
export async function rememberRepeat(
  tx: Transaction,
  idempotencyKey: string,
  checkInId: string,
): Promise<void> {
  await tx.insert(checkInRepeats).values({ idempotencyKey, checkInId }).onConflictDoNothing()
}

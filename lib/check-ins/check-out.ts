import { and, eq, isNotNull, isNull, lt, sql } from "drizzle-orm"
import { checkIns } from "../../db/schema"
import { AppError } from "../core/errors"
import { type Inside, operation } from "../core/operation"
import { hereSince } from "./closing"
import { findCheckIn } from "./records"
import { CheckInId } from "./schema"

/** Ends a visit now. Throws conflict when it has ended already or was undone or voided. */
export const checkOut = operation({
  permission: "check_ins.check_out",
  input: CheckInId,
  run: (inside, { id }) => endVisit(inside, id),
})

/**
 * The same, for those who are inside already. Who leaves is not here by an earlier visit either: one that nobody ended ends,
 * too, and needs a review.
 */
export async function endVisit({ tx, now, timeZone, record }: Inside, id: string) {
  const { clientId } = await findCheckIn(tx, id)
  const ended = await tx
    .update(checkIns)
    .set({ checkedOutAt: sql`greatest(${checkIns.checkedInAt}, ${now.toISOString()}::timestamptz)` })
    .where(and(eq(checkIns.id, id), isNull(checkIns.checkedOutAt), isNull(checkIns.removal)))
    .returning({ id: checkIns.id })
  if (ended.length === 0) throw new AppError("conflict", "This visit has ended already or was taken back.")
  record("check_in.ended", { checkInId: id }, { clientId })
  const forgotten = await tx
    .update(checkIns)
    .set({ checkedOutAt: now, needsReview: true })
    .where(
      and(
        eq(checkIns.clientId, clientId),
        isNull(checkIns.checkedOutAt),
        isNull(checkIns.removal),
        lt(checkIns.checkedInAt, now),
        sql`${checkIns.checkedInAt} >= ${hereSince(now, timeZone)}`,
      ),
    )
    .returning({ checkInId: checkIns.id })
  for (const { checkInId } of forgotten) record("check_in.closed", { checkInId }, { clientId })
  return findCheckIn(tx, id)
}

/**
 * Takes back that a visit has ended; nothing happens where it goes on, was undone or voided, or where the client came in
 * again since.
 */
export async function resumeVisit({ tx, record }: Inside, id: string): Promise<void> {
  const [resumed] = await tx
    .update(checkIns)
    .set({ checkedOutAt: null })
    .where(
      and(
        eq(checkIns.id, id),
        isNotNull(checkIns.checkedOutAt),
        isNull(checkIns.removal),
        sql`not exists (select from check_ins later where later.client_id = check_ins.client_id
          and later.checked_in_at > check_ins.checked_in_at and later.removal is null)`,
      ),
    )
    .returning({ clientId: checkIns.clientId })
  if (resumed) record("check_in.reopened", { checkInId: id }, { clientId: resumed.clientId })
}

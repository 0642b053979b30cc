import { and, eq, isNull, sql } from "drizzle-orm"
import { checkIns } from "../../db/schema"
import { AppError } from "../core/errors"
import { operation } from "../core/operation"
import { findCheckIn } from "./records"
import { CheckInId } from "./schema"

/** Ends a visit now. Throws conflict when it has ended already or was undone or voided. */
export const checkOut = operation({
  permission: "check_ins.check_out",
  input: CheckInId,
  async run({ tx, now, record }, { id }) {
    const { clientId } = await findCheckIn(tx, id)
    const ended = await tx
      .update(checkIns)
      .set({ checkedOutAt: sql`greatest(${checkIns.checkedInAt}, ${now.toISOString()}::timestamptz)` })
      .where(and(eq(checkIns.id, id), isNull(checkIns.checkedOutAt), isNull(checkIns.removal)))
      .returning({ id: checkIns.id })
    if (ended.length === 0) throw new AppError("conflict", "This visit has ended already or was taken back.")
    record("check_in.ended", { checkInId: id }, { clientId })
    return findCheckIn(tx, id)
  },
})

import { and, eq, isNull } from "drizzle-orm"
import { checkIns } from "../../db/schema"
import { type Actor, idOf } from "../core/actor"
import { AppError, invalid } from "../core/errors"
import { authorize, type Inside, operation } from "../core/operation"
import { findCheckIn, UNDO_WITHIN_MS } from "./records"
import { VoidInput } from "./schema"

/**
 * Takes a check-in back and keeps the row, marked. Within 10 minutes anyone at the desk undoes it; an older one is
 * voided by a manager who gives a reason. Throws conflict when it was taken back already.
 */
export const voidCheckIn = operation({
  permission: "check_ins.undo",
  input: VoidInput,
  run: (inside, { id, reason = null }) => takeBack(inside, id, reason),
})

/** The same, for those who are inside already. */
export async function takeBack(inside: Inside, id: string, reason: string | null) {
  const { checkedInAt } = await findCheckIn(inside.tx, id)
  const old = inside.now.getTime() - checkedInAt.getTime() > UNDO_WITHIN_MS
  if (old) authorize(inside.actor, "check_ins.void")
  if (old && !reason) throw invalid("reason", "Say why this check-in is voided.")
  return removeVisit(inside, id, { removal: old ? "voided" : "undone", reason })
}

type Removing = { removal: "undone" | "voided"; reason: string | null }

/**
 * Marks a visit as taken back, for those who know that the actor may, whenever it began: what was entered a moment ago may
 * have happened days before. Throws conflict when it was taken back already.
 */
export async function removeVisit(
  { tx, actor, now, record }: Inside,
  id: string,
  { removal, reason }: Removing,
) {
  const { clientId } = await findCheckIn(tx, id)
  const taken = await tx
    .update(checkIns)
    .set({ removal, removedAt: now, removedBy: personBehind(actor), removalReason: reason })
    .where(and(eq(checkIns.id, id), isNull(checkIns.removal)))
    .returning({ id: checkIns.id })
  if (taken.length === 0) throw new AppError("conflict", "This check-in was taken back already.")
  if (removal === "voided") record("check_in.voided", { checkInId: id, reason: reason ?? "" }, { clientId })
  else record("check_in.undone", { checkInId: id }, { clientId })
  return findCheckIn(tx, id)
}

const personBehind = (actor: Actor) => (actor.kind === "user" ? idOf(actor) : null)

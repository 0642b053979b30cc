import { resumeVisit } from "../check-ins/check-out"
import { findCheckIn, UNDO_WITHIN_MS } from "../check-ins/records"
import { takeBack } from "../check-ins/void"
import { operation } from "../core/operation"
import { UndoInput } from "./schema"
import { openUndo } from "./tickets"

/** Takes back what this tablet did within the last 10 minutes; what was taken back already stays so. Throws TicketRefused. */
export const kioskUndo = operation({
  permission: "kiosk.use",
  input: UndoInput,
  async run(inside, { ticket }) {
    const { came, left } = openUndo(inside, ticket, UNDO_WITHIN_MS)
    for (const id of came) if (!(await findCheckIn(inside.tx, id)).removal) await takeBack(inside, id, null)
    for (const id of left) await resumeVisit(inside, id)
    return {}
  },
})

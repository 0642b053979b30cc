import type { checkIns } from "../../db/schema"
import { firstClosingAfter } from "../check-ins/closing"
import { insertCheckIns } from "../check-ins/records"
import { dateIn } from "../core/clock"
import { settingsOf } from "../settings/records"
import { deletionOf, isTrue, type Move, momentIn, newId, wordOf } from "./move"
import type { Row } from "./read"
import { momentOf } from "./times"

type NewCheckIn = typeof checkIns.$inferInsert

const methods: Record<string, NewCheckIn["method"]> = {
  ...{ staff: "staff", manual: "staff", desk: "staff", front_desk: "staff", admin: "staff", web: "staff" },
  ...{ kiosk: "kiosk", self: "kiosk", self_service: "kiosk", tablet: "kiosk", qr: "kiosk", qr_code: "kiosk" },
  ...{ api: "api", zapier: "api", webhook: "api" },
}

/** Moves the visits. One that nobody ended stays open only on the day itself and until the centre closes. */
export async function moveCheckIns(move: Move): Promise<void> {
  const { closingTime } = await settingsOf(move.tx, ["closingTime"])
  for await (const rows of move.source.rows("check_ins")) {
    const fresh = rows.flatMap((row) => newCheckIn(move, row, closingTime) ?? [])
    const written = fresh.length > 0 ? await insertCheckIns(move.tx, fresh) : []
    move.tally.moved("check_ins", written.length)
  }
}

function newCheckIn(move: Move, row: Row<"check_ins">, closingTime: string): NewCheckIn | null {
  const old = row.id ?? ""
  const clientId = move.clients.get(row.clientId ?? "")
  const checkedInAt = momentIn(move, row.checkedInAt)
  if (!clientId || !checkedInAt) {
    move.tally.leftOut("check_ins", clientId ? "has no time" : "belongs to a client who was not moved", old)
    return null
  }
  const id = newId(move, "check_ins", row.id)
  if (!id) return null
  return {
    ...{ id, clientId, checkedInAt, idempotencyKey: `krc:${old}` },
    ...endOf(move, row, checkedInAt, closingTime),
    ...removalOf(move, row, checkedInAt),
    method: methodOf(move, row),
    station: row.station?.trim() || null,
    notes: row.notes?.trim() || null,
    userId: move.users.get(row.userId ?? "") ?? null,
  }
}

function endOf(move: Move, row: Row<"check_ins">, checkedInAt: Date, closingTime: string) {
  const old = row.id ?? ""
  // In the hour that comes twice, an end that seems to lie before the start belongs to the second time round.
  const ends = (["earlier", "later"] as const).map((twice) =>
    momentOf(row.checkedOutAt, move.writtenIn, twice),
  )
  const checkedOutAt = ends.find((end) => end && end >= checkedInAt)
  if (checkedOutAt) return { checkedOutAt }
  if (row.checkedOutAt) {
    move.tally.changed("check_ins", "ended before it began: without an end now, needs review", old)
    return { checkedOutAt: null, needsReview: true }
  }
  const day = dateIn(checkedInAt, move.timeZone)
  const closing = firstClosingAfter(checkedInAt, closingTime, move.timeZone)
  if (day === move.today || closing > move.now) return { checkedOutAt: null }
  move.tally.changed("check_ins", "was never ended: ended at closing time, needs review")
  return { checkedOutAt: closing, needsReview: true }
}

/** Attendance that was deleted there stays here as well, marked as voided. */
function removalOf(move: Move, row: Row<"check_ins">, checkedInAt: Date) {
  const otherwise = isTrue(row.voided) ? checkedInAt : null
  const removedAt = momentIn(move, row.voidedAt) ?? deletionOf(move, row, checkedInAt) ?? otherwise
  if (!removedAt) return {}
  move.tally.changed("check_ins", "was voided or deleted there: voided here", row.id ?? "")
  const removalReason = row.voidReason?.trim() || "Removed before the move from the old system"
  return { removal: "voided" as const, removedAt, removalReason }
}

function methodOf({ tally }: Move, row: Row<"check_ins">): NewCheckIn["method"] {
  const method = methods[wordOf(row.method)]
  if (!method && row.method)
    tally.changed("check_ins", "had a method that is not known here: staff now", row.id ?? "")
  return method ?? "staff"
}

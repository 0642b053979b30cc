import { isNotNull } from "drizzle-orm"
import { memberships } from "../../db/schema"
import { startOfDay } from "../core/clock"
import { calendarDate } from "../core/fields"
import { insertMemberships } from "../memberships/records"
import { dayIn, deletionOf, type Move, momentIn, newId, timesOf, wordOf } from "./move"
import { type PlanFinder, planFinder } from "./plans"
import type { Row } from "./read"

type NewMembership = Parameters<typeof insertMemberships>[1][number]

const ended = ["cancelled", "canceled", "inactive", "terminated", "revoked", "void", "voided", "suspended"]
const counting = ["", "active", "expired", "expiring", "pending", "upcoming", "current"]

/** Moves the memberships whose client, plan and days are known. */
export async function moveMemberships(move: Move): Promise<void> {
  const planOf = await planFinder(move)
  const externalIds = await externalIdsHere(move)
  for await (const rows of move.source.rows("memberships", ["createdAt", "id"])) {
    const fresh: NewMembership[] = []
    for (const row of rows) {
      const membership = await newMembership(move, row, planOf)
      if (membership) fresh.push({ ...membership, externalId: externalIdOf(move, row, externalIds) })
    }
    if (fresh.length > 0) await insertMemberships(move.tx, fresh, move.now)
    move.tally.moved("memberships", fresh.length)
  }
}

async function newMembership(
  move: Move,
  row: Row<"memberships">,
  planOf: PlanFinder,
): Promise<NewMembership | null> {
  const old = row.id ?? ""
  const leaveOut = (why: string) => {
    move.tally.leftOut("memberships", why, old)
    return null
  }
  const clientId = move.clients.get(row.clientId ?? "")
  if (!clientId) return leaveOut("belongs to a client who was not moved")
  const startsOn = calendarDate.safeParse(dayIn(move, row.startsOn ?? ""))
  const endsOn = calendarDate.safeParse(dayIn(move, row.endsOn ?? ""))
  if (!startsOn.success || !endsOn.success) return leaveOut("has no first or no last day")
  if (endsOn.data < startsOn.data) return leaveOut("ends before it starts")
  const term = { startsOn: startsOn.data, endsOn: endsOn.data }
  const planId = await planOf(row, term)
  if (!planId) return leaveOut("is of a plan that is not known and has no name")
  const id = newId(move, "memberships", row.id)
  if (!id) return null
  const times = timesOf(move, "memberships", row)
  return { ...{ id, clientId, planId, ...term, ...times }, ...cancellationOf(move, row, term, times) }
}

/** A membership that ended early counts until its cancellation, without a date for it not at all. */
function cancellationOf(
  move: Move,
  row: Row<"memberships">,
  { startsOn }: { startsOn: string },
  { updatedAt }: { updatedAt: Date },
) {
  const word = wordOf(row.status)
  const day = row.cancelledAt ? calendarDate.safeParse(dayIn(move, row.cancelledAt)) : undefined
  if (day?.success) {
    const isDay = /^\s*\d{4}-\d{2}-\d{2}\s*$/.test(row.cancelledAt ?? "")
    const moment = isDay ? startOfDay(day.data, move.timeZone) : momentIn(move, row.cancelledAt)
    return { cancelledFrom: day.data, cancelledAt: moment ?? updatedAt, ...reasonOf(row) }
  }
  const deletedAt = deletionOf(move, row, updatedAt)
  if (deletedAt || ended.includes(word)) {
    move.tally.changed("memberships", "cancelled there without a date: does not count at all", row.id ?? "")
    return { cancelledFrom: startsOn, cancelledAt: deletedAt ?? updatedAt, ...reasonOf(row) }
  }
  if (!counting.includes(word))
    move.tally.changed("memberships", "had a status that is not known here: its days count", row.id ?? "")
  return {}
}

const reasonOf = ({ cancellationReason }: Row<"memberships">) => ({
  cancellationReason: cancellationReason?.trim() || null,
})

async function externalIdsHere({ tx }: Move): Promise<Set<string>> {
  const rows = await tx
    .select({ externalId: memberships.externalId })
    .from(memberships)
    .where(isNotNull(memberships.externalId))
  return new Set(rows.map(({ externalId }) => String(externalId)))
}

function externalIdOf({ tally }: Move, row: Row<"memberships">, taken: Set<string>): string | null {
  const externalId = row.externalId?.trim()
  if (!externalId) return null
  if (taken.has(externalId)) {
    tally.changed("memberships", "external id of another membership: dropped", row.id ?? "")
    return null
  }
  taken.add(externalId)
  return externalId
}

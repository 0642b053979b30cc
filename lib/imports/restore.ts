import { and, eq, inArray, isNull, sql } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import { type importRows, memberships, plans } from "../../db/schema"
import type { ClientRecord } from "../clients/records"
import { type ChangeSet, changesBetween } from "../core/changes"
import type { Recorder } from "../core/operation"
import { lockClients, takenNumbers, updateClients } from "./known-clients"
import { columnName } from "./read-row"

/** Why a membership of an import ends, as its history says. */
const REASON = "Import undone"

export type WrittenRow = typeof importRows.$inferSelect
/** What became of a row when its import was taken back. */
export type Verdict = { line: number; undo: "undone" | "kept"; problem?: string }

/** The ids of the clients that the rows are about. */
export const clientsOf = (rows: WrittenRow[]) => rows.flatMap(({ clientId }) => clientId ?? [])

/** Old values where the new ones still stand; the last row of a client first. */
export async function restoreClients(
  tx: Transaction,
  rows: WrittenRow[],
  now: Date,
  record: Recorder,
): Promise<Verdict[]> {
  const before = await lockClients(tx, clientsOf(rows))
  const after = new Map(before)
  // They would come back, but may be somebody else's by now.
  const numbers = rows.flatMap(({ changes }) =>
    changes?.uciNumber?.from ? String(changes.uciNumber.from) : [],
  )
  const taken = await takenNumbers(tx, numbers)
  const memberships = await cancelMemberships(tx, rows, now, record)
  const verdicts = rows.map((row): Verdict => {
    const client = after.get(row.clientId ?? "")
    if (!client) return { line: row.line, undo: "kept", problem: "The client was deleted since." }
    const { restored, kept } = restore(client, row.changes ?? {}, taken)
    after.set(client.id, restored)
    const stays = kept.map(columnName)
    if (row.membershipId && !memberships.has(row.membershipId)) stays.push("Membership")
    if (stays.length === 0) return { line: row.line, undo: "undone" }
    return { line: row.line, undo: "kept", problem: `Changed since: ${stays.join(", ")}.` }
  })
  const changed = [...after.values()].flatMap((client) => {
    const fields = changesBetween(before.get(client.id) ?? {}, client)
    if (Object.keys(fields).length === 0) return []
    record("client.updated", { fields }, { clientId: client.id })
    return { ...client, version: client.version + 1, updatedAt: now }
  })
  if (changed.length > 0) await updateClients(tx, changed)
  return verdicts
}

function restore(client: ClientRecord, changes: ChangeSet, taken: Set<string>) {
  const restored: Record<string, unknown> = { ...client }
  const kept: string[] = []
  for (const [field, { from, to }] of Object.entries(changes)) {
    const isOurs = (restored[field] ?? null) === to
    if (isOurs && !(field === "uciNumber" && taken.has(String(from)))) restored[field] = from
    else kept.push(field)
  }
  const { posStartDate, posEndDate } = restored as ClientRecord
  if (!posStartDate || !posEndDate || posStartDate <= posEndDate)
    return { restored: restored as ClientRecord, kept }
  // Half of the period was changed since, and the other half alone would contradict it.
  const pos = { posStartDate: client.posStartDate, posEndDate: client.posEndDate }
  return { restored: { ...restored, ...pos } as ClientRecord, kept: [...kept, "posStartDate", "posEndDate"] }
}

/** Cancels the memberships of these rows from their first day, unless they were changed since; returns which. */
async function cancelMemberships(
  tx: Transaction,
  rows: WrittenRow[],
  now: Date,
  record: Recorder,
): Promise<Set<string>> {
  const ids = rows.flatMap(({ membershipId }) => membershipId ?? [])
  if (ids.length === 0) return new Set()
  const cancelled = await tx
    .update(memberships)
    .set({
      cancelledAt: now,
      cancelledFrom: sql`${memberships.startsOn}`,
      cancellationReason: REASON,
      updatedAt: now,
    })
    .where(
      and(
        inArray(memberships.id, ids),
        isNull(memberships.cancelledAt),
        eq(memberships.updatedAt, memberships.createdAt),
      ),
    )
    .returning({
      id: memberships.id,
      clientId: memberships.clientId,
      from: memberships.cancelledFrom,
      planCode: sql<string>`(select code from ${plans} where ${plans.id} = ${memberships.planId})`,
    })
  for (const { id, clientId, from, planCode } of cancelled) {
    const fields = { cancelledFrom: { from: null, to: from } }
    record("membership.updated", { membershipId: id, planCode, fields, reason: REASON }, { clientId })
  }
  return new Set(cancelled.map(({ id }) => id))
}

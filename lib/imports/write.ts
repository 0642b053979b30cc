import { sql } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import type { importRows } from "../../db/schema"
import { whyAmbiguous } from "../clients/identity"
import { type ClientRecord, insertClients } from "../clients/records"
import type { Actor } from "../core/actor"
import type { ChangeSet } from "../core/changes"
import { type EventRow, eventRow, insertEvents } from "../core/operation"
import { changesFor } from "./changes"
import { type ImportedContact, writeContacts } from "./contacts"
import { lockClients, takenNumbers, updateClients } from "./known-clients"
import type { ReadRow } from "./read-row"
import type { ImportRecord } from "./records"
import { createdBy, targetsOf } from "./targets"
import { writeTerms } from "./terms"

type StagedRow = typeof importRows.$inferSelect
type Outcome = NonNullable<StagedRow["outcome"]>

/** A row on its way: whom it means, and what became of it. */
export type Work = {
  line: number
  row: ReadRow
  outcome: Outcome
  client?: ClientRecord
  changes?: ChangeSet
  membershipId?: string
  /** Further contacts that were added. */
  contacts?: ImportedContact[]
  problem?: string
}

/**
 * Writes rows that were compared before: new clients, changed fields, memberships, their events, and what became of each
 * row, in the caller's transaction. Rows about one person are written one after the other.
 */
export async function writeRows(
  tx: Transaction,
  found: ImportRecord,
  rows: StagedRow[],
  now: Date,
): Promise<void> {
  let waiting = rows
  while (waiting.length > 0) {
    const work = await decide(tx, found, nextWave(waiting))
    const decided = new Set(work.map(({ line }) => line))
    waiting = waiting.filter(({ line }) => !decided.has(line))
    await createNew(tx, work, now)
    await changeKnown(tx, work, now)
    await writeTerms(tx, work, now)
    await writeContacts(tx, work, now)
    const origin = { channel: "job", address: null } as const
    const log = eventsOf(work, { actor: actorOf(found), now, requestId: requestIdOf(found.id), origin })
    if (log.length > 0) await insertEvents(tx, log)
    await keepResults(tx, found.id, work)
  }
}

/** What happened to each client; to one who is new or changed before what they were given. */
function eventsOf(work: Work[], ctx: Parameters<typeof eventRow>[0]): EventRow[] {
  return work.flatMap(({ outcome, client, changes = {}, membershipId, contacts = [], row }) => {
    const about = { clientId: client?.id }
    const events: EventRow[] = []
    if (outcome === "created") events.push(eventRow(ctx, "client.created", { fields: filledIn(row) }, about))
    if (outcome === "updated") events.push(eventRow(ctx, "client.updated", { fields: changes }, about))
    if (membershipId && row.term)
      events.push(eventRow(ctx, "membership.created", { membershipId, ...row.term }, about))
    for (const { kind } of contacts)
      events.push(eventRow(ctx, "contact_method.added", { kind, label: null }, about))
    return events
  })
}

/** The fields of a new client that have a value. */
function filledIn({ client }: ReadRow): ChangeSet {
  const filled = Object.entries(client).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(filled.map(([field, to]) => [field, { from: null, to }]))
}

/** The mark by which the events of an import are told from everybody else's. */
export const requestIdOf = (importId: string) => `import:${importId}`

/** Rows in the order of the file, but of one person only the first, where it can be told already. */
function nextWave(rows: StagedRow[]): StagedRow[] {
  const lines = new Set(rows.map(({ line }) => line))
  const persons = new Set<string | number>()
  return rows.filter(({ sameAs, clientId }) => {
    if (sameAs !== null && lines.has(sameAs)) return false
    const person = clientId ?? sameAs
    if (person === null) return true
    return !persons.has(person) && persons.add(person)
  })
}

/** What is done with each row; one whose client is changed by a row above is left out and comes in the next wave. */
async function decide(tx: Transaction, found: ImportRecord, rows: StagedRow[]): Promise<Work[]> {
  const targets = await targetsOf(tx, found.id, rows)
  const ids = [...targets.values()].flatMap((target) => (target.is === "one" ? target.id : []))
  const [current, own] = [await lockClients(tx, ids), await createdBy(tx, found.id, ids)]
  const seen = new Set<string>()
  const isFirst = ({ line }: StagedRow) => {
    const target = targets.get(line)
    return target?.is !== "one" || (!seen.has(target.id) && seen.add(target.id))
  }
  const work = rows.filter(isFirst).map(({ line, input }): Work => {
    const row = input as ReadRow
    const target = targets.get(line)
    if (!target || target.is === "nobody") return { line, row, outcome: "created" }
    if (target.is === "ambiguous") return failed(line, row, whyAmbiguous(target))
    const client = target.is === "one" ? current.get(target.id) : undefined
    if (!client) return failed(line, row, "This client was deleted in the meantime.")
    if (!found.options.update && !own.has(client.id)) return { line, row, outcome: "skipped", client }
    const { changes } = changesFor(client, row, found.options)
    const { posStartDate, posEndDate } = { ...client, ...valuesIn(changes) }
    if (posStartDate && posEndDate && posEndDate < posStartDate)
      return failed(line, row, "The POS would end before it starts.")
    return { line, row, outcome: "same", client, changes }
  })
  return refuseTakenNumbers(tx, work)
}

const failed = (line: number, row: ReadRow, problem: string): Work => ({
  line,
  row,
  outcome: "failed",
  problem,
})

const valuesIn = (changes: ChangeSet): Partial<ClientRecord> =>
  Object.fromEntries(Object.entries(changes).map(([field, { to }]) => [field, to]))

/** A UCI number that a known client would get must not be somebody else's. */
async function refuseTakenNumbers(tx: Transaction, work: Work[]): Promise<Work[]> {
  const wanted = work.flatMap(({ changes }) => (changes?.uciNumber ? String(changes.uciNumber.to) : []))
  const taken = await takenNumbers(tx, wanted)
  return work.map((one) =>
    one.changes?.uciNumber && taken.has(String(one.changes.uciNumber.to))
      ? failed(one.line, one.row, "Another client has this UCI number.")
      : one,
  )
}

async function createNew(tx: Transaction, work: Work[], now: Date): Promise<void> {
  const fresh = work.filter(({ outcome }) => outcome === "created")
  if (fresh.length === 0) return
  const written = await insertClients(
    tx,
    fresh.map(({ row }) => row.client),
    now,
  )
  for (const [place, one] of fresh.entries()) one.client = written[place]
}

async function changeKnown(tx: Transaction, work: Work[], now: Date): Promise<void> {
  const changed = work.filter(({ changes }) => changes && Object.keys(changes).length > 0)
  if (changed.length === 0) return
  for (const one of changed) {
    one.outcome = "updated"
    if (one.client)
      one.client = {
        ...one.client,
        ...valuesIn(one.changes ?? {}),
        version: one.client.version + 1,
        updatedAt: now,
      }
  }
  await updateClients(
    tx,
    changed.flatMap(({ client }) => client ?? []),
  )
}

/** The person or the key that started the import: what it does is theirs. */
function actorOf({ userId, apiKeyId, startedBy: name }: ImportRecord): Actor {
  if (userId) return { kind: "user", id: userId, name, role: "admin", sessionId: "" }
  return apiKeyId ? { kind: "api_key", id: apiKeyId, name, role: "admin" } : { kind: "system", name }
}

/** Of what was written only the name and the membership are kept here: the rest stands in the client. */
function keepResults(tx: Transaction, importId: string, work: Work[]) {
  const rows = work.map(({ line, outcome, client, changes, membershipId, contacts, problem }) => ({
    line,
    outcome: (membershipId || contacts?.length) && outcome === "same" ? "updated" : outcome,
    client_id: client?.id,
    client_version: client?.version,
    changes,
    membership_id: membershipId,
    problems: problem && [{ field: null, value: "", message: problem }],
  }))
  return tx.execute(sql`
    update import_rows i set outcome = r.outcome, client_id = coalesce(r.client_id, i.client_id),
      client_version = r.client_version, input = jsonb_build_object('client', jsonb_build_object(
        'firstName', i.input -> 'client' -> 'firstName', 'lastName', i.input -> 'client' -> 'lastName'),
        'term', i.input -> 'term'), changes = r.changes, membership_id = r.membership_id,
      problems = coalesce(r.problems, i.problems)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
      line int, outcome text, client_id uuid, client_version int, changes jsonb, membership_id uuid, problems jsonb)
    where i.import_id = ${importId}::uuid and i.line = r.line`)
}

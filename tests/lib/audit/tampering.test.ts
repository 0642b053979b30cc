import { sql } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { connect, type Database } from "../../../db/client"
import type { Fault } from "../../../lib/audit/chain"
import { sealEvents } from "../../../lib/audit/seal"
import { auditHeadOf, verifyAudit } from "../../../lib/audit/verify"
import { checkIn } from "../../../lib/check-ins/check-in"
import { updateClient } from "../../../lib/clients/update"
import { eraseClient } from "../../../lib/erasure/erase"
import { addCast, addClient, inMinutes, openCentre } from "../../support/cast"
import { undone } from "../database"

const centre = openCentre()
const owner = connect(centre.ownerUrl, { max: 2 })
afterAll(owner.close)

type Row = { id: string; position: number; type: string; clientId: string | null }
let rows: Row[]

beforeAll(async () => {
  const cast = await addCast(centre)
  const gone = await addClient(centre, { firstName: "Gus", phone: "+16615550177" })
  for (let time = 0; time < 20; time++) {
    const clientId = Object.values(cast)[time % 7]?.id ?? ""
    const key = `00000000-0000-4000-8000-0000000000${time + 10}`
    await checkIn(centre.staff({ now: inMinutes(time * 10) }), { clientId, idempotencyKey: key })
    await updateClient(centre.admin(), { id: gone.id, changes: { notes: `Note ${time}` } })
    if (time % 4 === 0) await sealEvents(centre.system(), {})
  }
  await eraseClient(centre.admin(), { id: gone.id })
  await addClient(centre, { firstName: "Eva" })
  while ((await sealEvents(centre.system(), {})) > 0);
  rows = await owner.db.execute<Row>(sql`
    select e.id, s.position::int as position, e.type, e.client_id as "clientId"
    from events e join event_seals s on s.event_id = e.id order by s.position`)
})

test("the chain of an honest log holds, also over what was erased", async () => {
  const verdict = await verifyAudit(centre.db)
  expect(verdict).toMatchObject({ sealed: rows.length, waiting: 0, faultCount: 0, faults: [] })
  expect(verdict.head).toEqual(await auditHeadOf(centre.db))
  expect(rows.length).toBeGreaterThan(50)
  const erased = await owner.db.execute(sql`select from event_seals where salt is null`)
  expect(erased.length).toBeGreaterThan(15)
})

/** Numbers that look random and are the same at each run. */
function randoms(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return { below, one: <T>(some: readonly T[]) => some[below(some.length)] as T }
}

const otherUuid = sql`gen_random_uuid()`
const eventChanges = {
  id: otherUuid,
  type: sql`type || '.'`,
  actor_kind: sql`actor_kind || 'x'`,
  actor_id: otherUuid,
  actor_name: sql`actor_name || ' '`,
  client_id: otherUuid,
  data: sql`data || '{"more": 1}'`,
  request_id: sql`request_id || '1'`,
  occurred_at: sql`occurred_at + interval '1 millisecond'`,
  channel: sql`coalesce(channel, '') || 'page'`,
  address: sql`coalesce(address, '') || '192.0.2.1'`,
}
const sealChanges = {
  position: sql`position + 100000`,
  event_id: otherUuid,
  row_digest: sql`translate(row_digest, '0123456789abcdef', '123456789abcdef0')`,
  data_digest: sql`translate(data_digest, '0123456789abcdef', '123456789abcdef0')`,
  salt: sql`coalesce(salt, '') || 'x'`,
  previous_hash: sql`translate(previous_hash, '0123456789abcdef', '123456789abcdef0')`,
  hash: sql`translate(hash, '0123456789abcdef', '123456789abcdef0')`,
}
const columnsBut = (table: string, kept: string) =>
  (table === "events" ? Object.keys(eventChanges) : Object.keys(sealChanges)).filter((name) => name !== kept)

type Tampering = { name: string; rows: Row[]; head?: boolean; run: (tx: Database) => Promise<unknown> }

function swapped(table: "events" | "event_seals", key: string, by: "id" | "event_id", [a, b]: [Row, Row]) {
  const columns = sql.raw(columnsBut(table, key).join(", "))
  const name = sql.raw(table)
  return (tx: Database) =>
    tx.execute(sql`
      update ${name} t set (${columns}) = (
        select ${columns} from ${name} o where o.${sql.raw(by)} in (${a.id}, ${b.id}) and o.${sql.raw(by)} <> t.${sql.raw(by)})
      where t.${sql.raw(by)} in (${a.id}, ${b.id})`)
}

function anyTampering(seed: number): Tampering {
  const { below, one } = randoms(seed)
  const row = one(rows)
  const other = one(rows.filter(({ id }) => id !== row.id))
  const kinds: (() => Tampering)[] = [
    () => {
      const [column, value] = one(Object.entries(eventChanges))
      const run = (tx: Database) =>
        tx.execute(sql`update events set ${sql.identifier(column)} = ${value} where id = ${row.id}`)
      return { name: `${column} of an event`, rows: [row], run }
    },
    () => {
      const [column, value] = one(Object.entries(sealChanges))
      const run = (tx: Database) =>
        tx.execute(
          sql`update event_seals set ${sql.identifier(column)} = ${value} where event_id = ${row.id}`,
        )
      return { name: `${column} of a seal`, rows: [row], run }
    },
    () => ({
      name: "an event removed",
      rows: [row],
      run: (tx) => tx.execute(sql`delete from events where id = ${row.id}`),
    }),
    () => ({
      name: "a seal removed",
      rows: [row],
      run: (tx) => tx.execute(sql`delete from event_seals where event_id = ${row.id}`),
    }),
    () => ({
      name: "an event and its seal removed",
      rows: [row],
      run: async (tx) => {
        await tx.execute(sql`delete from events where id = ${row.id}`)
        await tx.execute(sql`delete from event_seals where event_id = ${row.id}`)
      },
    }),
    () => ({
      name: "two events swapped",
      rows: [row, other],
      run: swapped("events", "id", "id", [row, other]),
    }),
    () => ({
      name: "two seals swapped",
      rows: [row, other],
      run: async (tx) => {
        await tx.execute(sql`update event_seals set position = -1 where event_id = ${row.id}`)
        await tx.execute(sql`update event_seals set position = ${row.position} where event_id = ${other.id}`)
        await tx.execute(sql`update event_seals set position = ${other.position} where event_id = ${row.id}`)
      },
    }),
    () => ({
      name: "the ids of two events swapped",
      rows: [row, other],
      run: async (tx) => {
        await tx.execute(
          sql`update events set id = ${"00000000-0000-4000-8000-000000000000"} where id = ${row.id}`,
        )
        await tx.execute(sql`update events set id = ${row.id} where id = ${other.id}`)
        await tx.execute(
          sql`update events set id = ${other.id} where id = ${"00000000-0000-4000-8000-000000000000"}`,
        )
      },
    }),
    () => ({
      name: "the data of an event blanked as if it were erased",
      rows: [row],
      run: async (tx) => {
        await tx.execute(sql`update events set data = '{"erased": true }' where id = ${row.id}`)
        await tx.execute(sql`update event_seals set salt = null where event_id = ${row.id}`)
      },
    }),
    () => ({
      name: "the head",
      rows: [],
      head: true,
      run: (tx) =>
        tx.execute(
          one([
            sql`delete from audit_head`,
            sql`update audit_head set hash = translate(hash, '0123456789abcdef', '123456789abcdef0')`,
            sql`update audit_head set position = position + 1`,
            sql`update audit_head set position = position - 1`,
          ]),
        ),
    }),
  ]
  return (kinds[below(kinds.length)] as () => Tampering)()
}

/** Whether the fault points at the row. */
const names = (fault: Fault, row: Row) =>
  fault.eventId === row.id ||
  (fault.position !== undefined &&
    fault.position <= row.position &&
    row.position <= (fault.upTo ?? fault.position))

test("each of 200 random tamperings is named, and nothing else is", async () => {
  const done = new Map<string, number>()
  let seed = 0
  for (let tampered = 0; tampered < 200; seed++) {
    const tampering = anyTampering(seed)
    await undone(owner.db, async (tx) => {
      // As somebody who may do anything: no foreign key and no trigger stops them.
      await tx.execute(sql`set local session_replication_role = replica`)
      const before = await fingerprint(tx)
      await tampering.run(tx)
      if ((await fingerprint(tx)) === before) return
      tampered += 1
      const { faults } = await verifyAudit(tx)
      done.set(tampering.name, (done.get(tampering.name) ?? 0) + 1)
      const said = `seed ${seed}: ${tampering.name}: ${JSON.stringify(faults)}`
      for (const row of tampering.rows)
        expect(
          faults.some((fault) => names(fault, row)),
          said,
        ).toBe(true)
      if (tampering.head) expect(faults.length, said).toBeGreaterThan(0)
      const stray = faults.filter((fault) => !isExplainedBy(fault, tampering))
      expect(stray, said).toEqual([])
    })
  }
  expect(done.size).toBeGreaterThan(20)
})

/** Some leave everything as it was: data that is blank already. */
async function fingerprint(tx: Database) {
  const [row] = await tx.execute<{ print: string }>(sql`
    select md5(concat((select string_agg(e::text, '' order by e::text) from events e),
      (select string_agg(s::text, '' order by s::text) from event_seals s),
      (select string_agg(h::text, '') from audit_head h))) as print`)
  return row?.print
}

/** A row under a new id or at a new place is named there as well; and without its erasure nothing vouches for what was blanked. */
function isExplainedBy(fault: Fault, { name, rows: tampered, head }: Tampering): boolean {
  if (tampered.some((row) => names(fault, row))) return true
  if (head) return fault.kind === "head changed" || fault.kind === "seals missing"
  if (name === "id of an event") return fault.kind === "event not sealed"
  if (name === "position of a seal") return fault.kind === "seals missing" || fault.kind === "head changed"
  const erasure = tampered.find(({ type }) => type === "client.erased")
  const theirs = rows.find(({ id }) => id === fault.eventId)?.clientId
  return erasure !== undefined && fault.kind === "event changed" && theirs === erasure.clientId
}

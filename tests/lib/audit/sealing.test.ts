import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeEach, expect, test } from "vitest"
import { connect, type Database } from "../../../db/client"
import { sealEvents } from "../../../lib/audit/seal"
import { auditHeadOf, verifyAudit, verifyAuditLog } from "../../../lib/audit/verify"
import { addNote } from "../../../lib/clients/notes"
import { updateClient } from "../../../lib/clients/update"
import { eraseClient } from "../../../lib/erasure/erase"
import { sayHere } from "../../../lib/schedule/workers"
import { addClient, inMinutes, now, openCentre } from "../../support/cast"
import { wordsFoundIn } from "../database"

const centre = openCentre({ max: 20 })
const another = connect(centre.url, { max: 4 })
afterAll(another.close)

const sealAs = (db: Database) => sealEvents(centre.system({ db }), {})
const seal = () => sealAs(centre.db)
const sealAll = async () => {
  while ((await seal()) > 0);
}

beforeEach(sealAll)

test("many writers and two sealers at once leave one whole chain, and every event is in it once", async () => {
  const clients = await Promise.all(Array.from({ length: 4 }, () => addClient(centre)))
  let writing = true
  const sealers = [centre.db, another.db].map(async (db) => {
    while (writing) {
      await sealAs(db)
      await sleep(2)
    }
  })
  const write = (_: unknown, n: number) =>
    addNote(centre.staff(), { clientId: clients[n % 4]?.id ?? "", body: `Note ${n}` })
  try {
    for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 16 }, write))
  } finally {
    writing = false
    await Promise.all(sealers)
  }
  await sealAll()
  const [count] = await centre.sql`select count(*)::int as events from events`
  expect(await verifyAudit(centre.db)).toMatchObject({ faultCount: 0, waiting: 0, sealed: count?.events })
})

test("an event of a transaction that stays open for long is sealed once that commits", async () => {
  const [{ id }, other] = await Promise.all([addClient(centre), addClient(centre)])
  let commit = () => {}
  const held = new Promise<void>((resolve) => {
    commit = resolve
  })
  const written = new Promise<void>((resolve, reject) => {
    centre.db
      .transaction(async (db) => {
        await updateClient(centre.admin({ db }), { id, changes: { notes: "Late" } })
        resolve()
        await held
      })
      .catch(reject)
  })
  await written
  await addNote(centre.staff(), { clientId: other.id, body: "Soon" })
  await sealAll()
  const before = await auditHeadOf(centre.db)
  commit()
  await expect.poll(seal).toBe(1)
  const { head, faults } = await verifyAudit(centre.db, { anchors: [before] })
  expect([head.position, faults]).toEqual([before.position + 1, []])
})

test("whoever writes does not wait for the one who seals", async () => {
  const { id } = await addClient(centre)
  await another.db.transaction(async (db) => {
    await sealAs(db)
    await addNote(centre.staff(), { clientId: id, body: "Meanwhile" })
  })
})

test("an erased client leaves nothing in the log to be guessed, and the log still holds", async () => {
  const { id } = await addClient(centre, { firstName: "Gus", phone: "+16615550188" })
  const before = await auditHeadOf(centre.db)
  await sealAll()
  await updateClient(centre.admin(), { id, changes: { notes: "Likes chess" } })
  await eraseClient(centre.admin(), { id })
  expect(await verifyAudit(centre.db)).toMatchObject({ faultCount: 0 })
  await sealAll()
  expect(await verifyAudit(centre.db, { anchors: [before] })).toMatchObject({ faultCount: 0, waiting: 0 })
  expect(await wordsFoundIn(centre.sql, ["Gus", "6615550188", "chess"])).toEqual([])
  const salts = await centre.sql`
    select from event_seals s join events e on e.id = s.event_id
    where e.client_id = ${id} and e.type <> 'client.erased' and salt is not null`
  expect(salts).toHaveLength(0)
})

test("an erasure waits for the one who seals, so that no salt outlives it", async () => {
  const { id } = await addClient(centre, { firstName: "Gus" })
  const erasing = await another.db.transaction(async (db) => {
    await sealAs(db)
    const erasing = eraseClient(centre.admin(), { id })
    expect(await Promise.race([erasing.then(() => "done"), sleep(150, "waits")])).toBe("waits")
    return { erasing }
  })
  await erasing.erasing
  await sealAll()
  const salts = await centre.sql`
    select from event_seals s join events e on e.id = s.event_id
    where e.client_id = ${id} and e.type <> 'client.erased' and salt is not null`
  expect([salts.length, (await verifyAudit(centre.db)).faults]).toEqual([0, []])
})

test("blanking without an erasure is named, though the application's role may call for it", async () => {
  const { id } = await addClient(centre)
  await sealAll()
  const [created] = await centre.sql`select id from events where client_id = ${id}`
  const back = new Error("take it back")
  await centre.db
    .transaction(async (tx) => {
      await tx.execute(`select erase_events_of_client('${id}')`)
      expect((await verifyAudit(tx)).faults).toEqual([
        expect.objectContaining({ kind: "event changed", eventId: created?.id, type: "client.created" }),
      ])
      throw back
    })
    .catch((error) => expect(error).toBe(back))
})

test("an event that was written behind the chain's back is named", async () => {
  await centre.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    await sql`insert into events (id, type, actor_kind, actor_name, data, request_id, occurred_at)
      values ('00000000-0000-4000-8000-00000000000a', 'user.signed_in', 'user', 'Nobody', '{}', 'x', now())`
  })
  await sealAll()
  const { faults } = await verifyAudit(centre.db)
  await centre.sql`delete from events where id = '00000000-0000-4000-8000-00000000000a'`
  expect(faults).toEqual([expect.objectContaining({ kind: "event not sealed", type: "user.signed_in" })])
})

test("an event that is removed before it has its seal is named", async () => {
  const { id } = await addClient(centre)
  const [gone] = await centre.sql`delete from events where client_id = ${id} returning id`
  expect((await verifyAudit(centre.db)).faults).toEqual([
    { kind: "event removed while it waited", eventId: gone?.id },
  ])
  await centre.sql`delete from unsealed_events where event_id = ${gone?.id}`
})

test("a chain that was forged from end to end is told by a place that was written down elsewhere", async () => {
  const anchor = await auditHeadOf(centre.db)
  expect((await verifyAudit(centre.db, { anchors: [anchor] })).faults).toEqual([])
  const forged = { ...anchor, hash: `${anchor.hash.startsWith("0") ? "1" : "0"}${anchor.hash.slice(1)}` }
  const beyond = { ...anchor, position: anchor.position + 7 }
  const { faults } = await verifyAudit(centre.db, { anchors: [forged, beyond] })
  expect(faults.map(({ kind, position }) => [kind, position])).toEqual([
    ["anchor not met", forged.position],
    ["anchor not met", beyond.position],
  ])
})

test("an event that waits for long is a fault while a worker runs, and only counted while none does", async () => {
  await addClient(centre)
  const later = { now: inMinutes(10) }
  expect(await verifyAuditLog(centre.admin(later), {})).toMatchObject({ waiting: 1, faultCount: 0 })
  const worker = { id: "00000000-0000-4000-8000-00000000000b", inline: false, startedAt: now }
  await sayHere(centre.system(later), worker)
  expect((await verifyAuditLog(centre.admin(later), {})).faults).toEqual([
    expect.objectContaining({ kind: "event waits for long", type: "client.created" }),
  ])
  expect(await verifyAuditLog(centre.admin({ now: inMinutes(3) }), {})).toMatchObject({ faultCount: 0 })
})

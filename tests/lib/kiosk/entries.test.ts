import { randomUUID } from "node:crypto"
import { beforeAll, beforeEach, describe, expect, test } from "vitest"
import { checkIn } from "../../../lib/check-ins/check-in"
import { voidCheckIn } from "../../../lib/check-ins/void"
import { addContactMethod } from "../../../lib/clients/contact-methods"
import { deleteClient } from "../../../lib/clients/delete"
import { sealerFrom } from "../../../lib/core/crypto"
import { kioskAlerts } from "../../../lib/kiosk/calls"
import { listWaitingEntries } from "../../../lib/kiosk/entries"
import { dismissEntry, reopenEntry, settleEntry } from "../../../lib/kiosk/settle"
import { contact } from "../../../lib/kiosk/state"
import { sync } from "../../../lib/kiosk/sync"
import { addCast, addClient, inMinutes, now, openCentre } from "../../support/cast"
import { addEntry } from "./entry"
import { cardFor, sealedOf } from "./tablet"

const centre = openCentre()
const { sql } = centre
const staff = centre.staff()
let cast: Awaited<ReturnType<typeof addCast>>
const family = { way: "phone", value: "+16615550199" } as const

beforeAll(async () => {
  cast = await addCast(centre)
})
beforeEach(async () => {
  await sql`delete from kiosk_entries`
  await sql`delete from check_in_repeats`
  await sql`delete from check_ins`
})

const waiting = async (overrides = {}) => (await listWaitingEntries(centre.staff(overrides), {})).rows
const visits = () => sql`
  select client_id, method, station, user_id, device_id, checked_in_at, received_at, clock_offset_seconds,
    needs_review, removal
  from check_ins order by checked_in_at, client_id`
const counted = async () =>
  (await visits()).filter(({ removal }) => !removal).map(({ client_id }) => client_id)
const events = (type: string) => sql`select data, client_id, actor_name from events where type = ${type}`

beforeAll(
  async () => void (await centre.sql`update kiosk_devices set paired_at = ${inMinutes(-60 * 24 * 60)}`),
)

describe("the entries that wait for staff", () => {
  test("are those that the server could not tell whose they are, with what was given and whose it may be", async () => {
    const made = { key: randomUUID(), at: inMinutes(-60).getTime() - 10_800_000, offset: 10_800_000 }
    const clock = now.getTime() - 10_800_000
    await sync(centre.kiosk(), { clock, entries: [{ ...made, ...(await sealedOf(centre, family)) }] })
    expect(await waiting()).toEqual([
      {
        id: expect.any(String),
        way: "phone",
        reason: "several",
        given: "+16615550199",
        deviceName: "Front door",
        station: "Kiosk-Main",
        happenedAt: inMinutes(-60),
        receivedAt: now,
        timeUncertain: false,
        clockOffsetSeconds: 10_800,
        candidates: [
          { id: cast.mateo.id, name: "Mateo Garcia" },
          { id: cast.sofia.id, name: "Sofia Garcia" },
        ],
      },
    ])
  })

  test("come oldest first, without those that are settled", async () => {
    const late = await addEntry(centre, undefined, { happenedAt: inMinutes(-5) })
    const early = await addEntry(centre, undefined, { happenedAt: inMinutes(-500) })
    const done = await addEntry(centre)
    await dismissEntry(staff, { id: done.id, reason: "A test" })
    expect((await waiting()).map(({ id }) => id)).toEqual([early.id, late.id])
  })

  test("are paged through whole, also those of one moment, and while some are settled", async () => {
    const made = []
    for (const minutes of [-9, -9, -9, -5, -4])
      made.push((await addEntry(centre, undefined, { happenedAt: inMinutes(minutes) })).id)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listWaitingEntries(staff, { limit: 2, cursor })
      seen.push(...page.rows.map(({ id }) => id))
      await dismissEntry(staff, { id: String(page.rows[0]?.id), reason: "A test" })
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(made)
    await expect(listWaitingEntries(staff, { cursor: "nonsense" })).rejects.toMatchObject({ kind: "invalid" })
  })

  test("name clients by a further phone number, by a card and by a code, but nobody who was deleted", async () => {
    const phone = "+16615550177"
    const aunt = await addClient(centre, { firstName: "Eva", lastName: "Ruiz" })
    await addContactMethod(centre.admin(), { clientId: aunt.id, kind: "phone", value: phone })
    const gone = await addClient(centre, { phone })
    await deleteClient(centre.admin(), { id: gone.id })
    const { token, code } = await cardFor(centre, cast.theo.id)
    await addEntry(centre, { way: "phone", value: phone }, { happenedAt: inMinutes(-3) })
    await addEntry(centre, { way: "card", value: token }, { happenedAt: inMinutes(-2) })
    await addEntry(centre, { way: "code", value: code }, { happenedAt: inMinutes(-1) })
    expect((await waiting()).map(({ candidates }) => candidates.map(({ name }) => name))).toEqual([
      ["Eva Ruiz"],
      ["Theo Nguyen"],
      ["Theo Nguyen"],
    ])
  })

  test("show a house of many people behind one phone whole", async () => {
    const phone = "+16615550166"
    for (let n = 0; n < 12; n++) await addClient(centre, { firstName: `Guest ${n}`, phone })
    await addEntry(centre, { way: "phone", value: phone })
    expect((await waiting())[0]?.candidates).toHaveLength(12)
  })

  test("are listed, too, where what was given does not open any more or was never readable", async () => {
    await addEntry(centre, family, { happenedAt: inMinutes(-3) })
    await addEntry(centre, null)
    const listed = await waiting({ sealer: sealerFrom("another secret than the one of before") })
    expect(listed.map(({ given, candidates }) => [given, candidates])).toEqual([
      [null, []],
      [null, []],
    ])
  })

  test("open only under their own id", async () => {
    const one = await addEntry(centre, family)
    const other = await addEntry(centre, { way: "phone", value: "+16615550111" })
    await sql`update kiosk_entries set sealed_given = ${one.sealedGiven} where id = ${other.id}`
    expect((await waiting()).find(({ id }) => id === other.id)?.given).toBeNull()
  })
})

describe("settling an entry", () => {
  test("checks in all who came, at the moment it happened, at the tablet's station", async () => {
    const entry = await addEntry(centre, family, { clockOffsetSeconds: 10_800, timeUncertain: true })
    const clientIds = [cast.sofia.id, cast.mateo.id, cast.sofia.id]
    const { people } = await settleEntry(staff, { id: entry.id, clientIds })
    expect(people).toHaveLength(2)
    expect(people).toContainEqual({ firstName: "Mateo", duplicate: false })
    const made = {
      method: "kiosk",
      station: "Kiosk-Main",
      device_id: entry.deviceId,
      checked_in_at: inMinutes(-30),
      received_at: now,
      clock_offset_seconds: 10_800,
      needs_review: true,
      removal: null,
    }
    expect(await visits()).toMatchObject([made, made])
    expect(await waiting()).toEqual([])
    const [settled] = await sql`select outcome, settled_at, settled_by from kiosk_entries`
    expect(settled).toMatchObject({ outcome: "checked_in", settled_at: now })
    expect(await events("kiosk_entry.settled")).toContainEqual({
      data: { entryId: entry.id, clients: 2 },
      client_id: null,
      actor_name: "Sam Staff",
    })
  })

  test("a second time is a conflict that tells who was first, also at the same moment, and checks nobody in", async () => {
    const { id } = await addEntry(centre, family)
    const both = await Promise.allSettled([
      settleEntry(staff, { id, clientIds: [cast.sofia.id] }),
      settleEntry(staff, { id, clientIds: [cast.mateo.id] }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    const conflict = { kind: "conflict", message: "Sam Staff has settled this already." }
    await expect(settleEntry(centre.admin(), { id, clientIds: [cast.ada.id] })).rejects.toMatchObject(
      conflict,
    )
    await expect(dismissEntry(centre.admin(), { id, reason: "No" })).rejects.toMatchObject(conflict)
    expect(await visits()).toHaveLength(1)
  })

  test("with a client who is not there checks nobody in, and the entry goes on waiting", async () => {
    const gone = await addClient(centre)
    await deleteClient(centre.admin(), { id: gone.id })
    const { id } = await addEntry(centre, family)
    await expect(settleEntry(staff, { id, clientIds: [cast.sofia.id, gone.id] })).rejects.toMatchObject({
      kind: "not_found",
    })
    expect([(await visits()).length, (await waiting()).length]).toEqual([0, 1])
  })

  test("needs at least one client and takes at most 20", async () => {
    const { id } = await addEntry(centre, family)
    for (const clientIds of [[], Array.from({ length: 21 }, () => randomUUID())])
      await expect(settleEntry(staff, { id, clientIds })).rejects.toMatchObject({ kind: "invalid" })
  })

  test("of somebody whom the desk checked in around that moment is that visit", async () => {
    await checkIn(centre.staff({ now: inMinutes(-28) }), { clientId: cast.ada.id, idempotencyKey: "desk" })
    const { id } = await addEntry(centre)
    const { people } = await settleEntry(staff, { id, clientIds: [cast.ada.id] })
    expect(people).toEqual([{ firstName: "Ada", duplicate: true }])
    expect(await visits()).toHaveLength(1)
    await reopenEntry(staff, { id })
    expect(await counted()).toEqual([cast.ada.id])
  })
})

describe("dismissing an entry", () => {
  test("puts it away with a reason and checks nobody in", async () => {
    const { id } = await addEntry(centre)
    await expect(dismissEntry(staff, { id, reason: " " })).rejects.toMatchObject({ kind: "invalid" })
    await dismissEntry(staff, { id, reason: "A test of the tablet" })
    expect([(await visits()).length, (await waiting()).length]).toEqual([0, 0])
    expect((await events("kiosk_entry.dismissed")).at(-1)?.data).toEqual({
      entryId: id,
      reason: "A test of the tablet",
    })
    await expect(settleEntry(staff, { id, clientIds: [cast.ada.id] })).rejects.toMatchObject({
      kind: "conflict",
    })
  })
})

describe("taking it back", () => {
  test("lets a dismissed entry wait again, with what was given", async () => {
    const { id } = await addEntry(centre, family)
    await dismissEntry(staff, { id, reason: "Wrong button" })
    expect((await kioskAlerts(staff, {})).waiting).toBe(0)
    await reopenEntry(centre.admin(), { id })
    expect(await waiting()).toMatchObject([{ id, given: "+16615550199" }])
    expect((await events("kiosk_entry.reopened")).at(-1)?.data).toEqual({ entryId: id })
    await expect(reopenEntry(staff, { id })).rejects.toMatchObject({ kind: "conflict" })
  })

  test("undoes the visits that it made, though they happened days ago", async () => {
    const { id } = await addEntry(centre, family, { happenedAt: inMinutes(-3000) })
    await settleEntry(staff, { id, clientIds: [cast.sofia.id, cast.mateo.id] })
    await reopenEntry(centre.staff({ now: inMinutes(10) }), { id })
    expect((await visits()).map(({ removal }) => removal)).toEqual(["undone", "undone"])
    expect((await waiting()).map((entry) => entry.id)).toEqual([id])
  })

  test("and settling it once more checks the right ones in, also one of those of before", async () => {
    const { id } = await addEntry(centre, family)
    for (const clientId of [cast.sofia.id, cast.sofia.id, cast.mateo.id]) {
      await settleEntry(staff, { id, clientIds: [clientId] })
      expect(await counted()).toEqual([clientId])
      if (clientId !== cast.mateo.id) await reopenEntry(staff, { id })
    }
  })

  test("leaves alone what was taken back by itself meanwhile", async () => {
    const { id } = await addEntry(centre, family, { happenedAt: inMinutes(-1) })
    await settleEntry(staff, { id, clientIds: [cast.sofia.id, cast.mateo.id] })
    const [visit] = await sql`select id from check_ins where client_id = ${cast.sofia.id}`
    await voidCheckIn(staff, { id: String(visit?.id) })
    await reopenEntry(staff, { id })
    expect(await counted()).toEqual([])
  })

  test("is possible for 10 minutes", async () => {
    const { id } = await addEntry(centre, family)
    await settleEntry(staff, { id, clientIds: [cast.sofia.id] })
    await expect(reopenEntry(centre.staff({ now: inMinutes(10.1) }), { id })).rejects.toMatchObject({
      kind: "conflict",
    })
    expect(await counted()).toEqual([cast.sofia.id])
  })
})

test("what a visitor gave is forgotten once its settling can no longer be undone", async () => {
  const { id } = await addEntry(centre, family)
  await dismissEntry(staff, { id, reason: "A test" })
  const heardOf = (minutes: number) =>
    contact(centre.kiosk({ now: inMinutes(minutes) }), { build: "1", waiting: 0, clock: now.getTime() })
  const given = async () =>
    (await sql`select sealed_given from kiosk_entries where id = ${id}`)[0]?.sealed_given
  await heardOf(10)
  expect(await given()).not.toBeNull()
  await heardOf(10.1)
  expect(await given()).toBeNull()
})

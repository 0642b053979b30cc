import { expect, test } from "vitest"
import { callStaff } from "../../../lib/kiosk/call-staff"
import { acknowledgeCall, kioskAlerts } from "../../../lib/kiosk/calls"
import { contact } from "../../../lib/kiosk/state"
import { addTablet, addUser, inMinutes, now, openCentre } from "../../support/cast"
import { addEntry } from "./entry"

const centre = openCentre()
const { sql } = centre
const eventsOf = (id: string) => sql`select actor_name, data from events
  where type = 'kiosk_call.acknowledged' and data->>'callId' = ${id}`

/** A tablet of its own that calls at `minutes` from now. */
async function call(minutes = 0) {
  const tablet = centre.contextOf(await addTablet(centre.system(), "Door"))
  await callStaff(tablet({ now: inMinutes(minutes) }), {})
  const [latest] = await sql`select id from kiosk_calls order by id desc limit 1`
  const id = String(latest?.id)
  const seen = async () => (await kioskAlerts(centre.staff(), {})).calls.find((one) => one.id === id)
  const told = async () => (await contact(tablet(), { build: "1", waiting: 0, clock: now.getTime() })).call
  return { id, seen, told }
}

test("a call is on the staff screens with its station and time until somebody answers it", async () => {
  const { id, seen, told } = await call(-3)
  expect(await seen()).toEqual({
    id,
    station: "Kiosk-Main",
    calledAt: inMinutes(-3).toISOString(),
    since: "10:57 AM",
  })
  expect(await told()).toBe("waiting")
  expect(await acknowledgeCall(centre.staff(), { id })).toMatchObject({
    station: "Kiosk-Main",
    by: "Sam Staff",
    byMe: true,
  })
  expect(await seen()).toBeUndefined()
  expect(await told()).toBe("coming")
  expect(await eventsOf(id)).toEqual([
    { actor_name: "Sam Staff", data: { callId: id, station: "Kiosk-Main" } },
  ])
})

test("answering a call that is answered already tells who goes, and changes nothing", async () => {
  const { id } = await call()
  await acknowledgeCall(centre.staff(), { id })
  expect(await acknowledgeCall(centre.admin({ now: inMinutes(1) }), { id })).toMatchObject({
    by: "Sam Staff",
    byMe: false,
  })
  expect(await acknowledgeCall(centre.staff(), { id })).toMatchObject({ byMe: true })
  expect(await eventsOf(id)).toHaveLength(1)
})

test("of two who answer at once, one goes", async () => {
  const { id } = await call()
  const other = centre.contextOf(await addUser(centre.system(), "Other Staff", "staff"))
  const answers = await Promise.all([centre.staff(), other()].map((ctx) => acknowledgeCall(ctx, { id })))
  expect(answers.map(({ byMe }) => byMe).sort()).toEqual([false, true])
  expect(answers[0]?.by).toBe(answers[1]?.by)
  expect(await eventsOf(id)).toHaveLength(1)
})

test("a call of more than 10 minutes ago alerts nobody any more", async () => {
  expect(await (await call(-10)).seen()).toBeDefined()
  expect(await (await call(-10.1)).seen()).toBeUndefined()
})

test("a call that nobody made cannot be answered", async () => {
  const id = "00000000-0000-7000-8000-000000000000"
  await expect(acknowledgeCall(centre.staff(), { id })).rejects.toMatchObject({ kind: "not_found" })
})

test("the alerts tell how many entries wait", async () => {
  const before = (await kioskAlerts(centre.staff(), {})).waiting
  await addEntry(centre)
  await addEntry(centre, null, { settledAt: now, outcome: "dismissed", dismissReason: "A test" })
  expect((await kioskAlerts(centre.staff(), {})).waiting).toBe(before + 1)
})

test("pressed twice at once is one call", async () => {
  await centre.sql`delete from kiosk_calls`
  await Promise.all(Array.from({ length: 10 }, () => callStaff(centre.kiosk(), {})))
  expect(await centre.sql`select from kiosk_calls`).toHaveLength(1)
})

import { beforeEach, describe, expect, test } from "vitest"
import { checkIn } from "../../../lib/check-ins/check-in"
import { checkOut } from "../../../lib/check-ins/check-out"
import { lastVisit, listCheckIns, whoIsHere } from "../../../lib/check-ins/list"
import { voidCheckIn } from "../../../lib/check-ins/void"
import { addContactMethod } from "../../../lib/clients/contact-methods"
import { deleteClient } from "../../../lib/clients/delete"
import { stats } from "../../../lib/reports/stats"
import { addCast, addClient, inMinutes, openCentre } from "../../support/cast"

const centre = openCentre()
const visit = async (clientId: string, now: Date, ctx = centre.staff) =>
  (await checkIn(ctx({ now }), { clientId, idempotencyKey: crypto.randomUUID() })).visit

beforeEach(async () => {
  await centre.sql`truncate clients cascade`
})

describe("the visits of a day are those of the centre's calendar", () => {
  // In the night to Sunday, 8 March 2026, the clocks went from 2:00 to 3:00; that day had 23 hours.
  // On 1 November they go back, and that day has 25.
  test.each([
    ["2026-03-07", "2026-03-07T08:00:00Z", "2026-03-08T07:59:59.999Z"],
    ["2026-03-08", "2026-03-08T08:00:00Z", "2026-03-09T06:59:59.999Z"],
    ["2026-03-09", "2026-03-09T07:00:00Z", "2026-03-10T06:59:59.999Z"],
    ["2026-11-01", "2026-11-01T07:00:00Z", "2026-11-02T07:59:59.999Z"],
  ])("%s", async (date, first, last) => {
    const before = new Date(Date.parse(first) - 1)
    const after = new Date(Date.parse(last) + 1)
    const at: Record<string, string> = {}
    for (const moment of [before, new Date(first), new Date(last), after]) {
      const { id } = await addClient(centre)
      at[(await visit(id, moment)).id] = moment.toISOString()
    }
    const { rows } = await listCheckIns(centre.staff(), { from: date, to: date })
    expect(rows.map(({ id }) => at[id])).toEqual([
      new Date(last).toISOString(),
      new Date(first).toISOString(),
    ])
    const onThatDay = await stats(centre.staff({ now: new Date(last) }), {})
    expect(onThatDay.checkedInToday).toBe(2)
  })

  test("wherever the server stands", async () => {
    const { id } = await addClient(centre)
    await visit(id, new Date("2026-03-10T06:30:00Z"))
    const found = async (timeZone: string) =>
      (await listCheckIns(centre.staff({ timeZone }), { from: "2026-03-10", to: "2026-03-10" })).rows.length
    expect([await found("America/Los_Angeles"), await found("Asia/Tokyo")]).toEqual([0, 1])
  })
})

describe("the list of visits", () => {
  test("is filtered by client and by method, newest first", async () => {
    const { maria, theo } = await addCast(centre)
    await visit(maria.id, inMinutes(-20))
    await visit(maria.id, inMinutes(-10), centre.staffKey)
    await visit(theo.id, inMinutes(0))
    const names = async (filter: object) =>
      (await listCheckIns(centre.staff(), filter)).rows.map(
        ({ firstName, method }) => `${firstName} ${method}`,
      )
    expect(await names({})).toEqual(["Theo staff", "Maria api", "Maria staff"])
    expect(await names({ clientId: maria.id })).toEqual(["Maria api", "Maria staff"])
    expect(await names({ method: "api" })).toEqual(["Maria api"])
    expect(await names({ method: "kiosk" })).toEqual([])
  })

  test("is read page by page, each visit once, also those of the same moment", async () => {
    const made = new Set<string>()
    for (let index = 0; index < 11; index++)
      made.add((await visit((await addClient(centre)).id, inMinutes(0))).id)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listCheckIns(centre.staff(), { limit: 4, cursor })
      seen.push(...page.rows.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toHaveLength(11)
    expect(new Set(seen)).toEqual(made)
  })

  test("refuses days that do not exist, unknown methods and clients", async () => {
    for (const bad of [
      { from: "2026-02-30" },
      { to: "soon" },
      { method: "fax" },
      { clientId: "7" },
      { day: "x" },
    ])
      await expect(listCheckIns(centre.staff(), bad as never)).rejects.toMatchObject({ kind: "invalid" })
    const nobody = { clientId: "01a208c2-d254-70d9-80c3-770aa8680818" }
    await expect(listCheckIns(centre.staff(), nobody)).rejects.toMatchObject({ kind: "not_found" })
  })
})

test("who is here is who came today, has not left, and was not taken back", async () => {
  const cast = await addCast(centre)
  await visit(cast.maria.id, inMinutes(-120))
  await visit(cast.theo.id, inMinutes(-130))
  const left = await visit(cast.ada.id, inMinutes(-60))
  await checkOut(centre.staff(), { id: left.id })
  const undone = await visit(cast.ben.id, inMinutes(-5))
  await voidCheckIn(centre.staff(), { id: undone.id })
  await visit(cast.lin.id, inMinutes(-24 * 60))
  const here = await whoIsHere(centre.staff(), {})
  expect(here.map(({ firstName }) => firstName)).toEqual(["Theo", "Maria"])
})

test("someone who was checked in twice today is here once", async () => {
  const { id } = await addClient(centre)
  await visit(id, inMinutes(-60))
  const latest = await visit(id, inMinutes(-10))
  expect((await whoIsHere(centre.staff(), {})).map((one) => one.id)).toEqual([latest.id])
})

test("the last visit is the latest one that counts", async () => {
  const { id: clientId } = await addClient(centre)
  expect(await lastVisit(centre.staff(), { clientId })).toBeNull()
  const counted = await visit(clientId, inMinutes(-60))
  const undone = await visit(clientId, inMinutes(-5))
  await voidCheckIn(centre.staff(), { id: undone.id })
  expect(await lastVisit(centre.staff(), { clientId })).toMatchObject({ id: counted.id })
})

test("the dashboard's numbers are those one counts by hand", async () => {
  const cast = await addCast(centre)
  await visit(cast.maria.id, inMinutes(-60))
  await visit(cast.maria.id, inMinutes(-20))
  const left = await visit(cast.theo.id, inMinutes(-50))
  await checkOut(centre.staff(), { id: left.id })
  const undone = await visit(cast.ada.id, inMinutes(-3))
  await voidCheckIn(centre.staff(), { id: undone.id })
  await visit(cast.ben.id, inMinutes(-24 * 60))
  expect(await stats(centre.staff(), {})).toEqual({
    clientsByStatus: { all: 7, active: 3, expiring: 1, expired: 1, none: 1, pending: 1 },
    notSeen: 2,
    checkedInToday: 3,
    hereNow: 1,
  })
})

test("someone whose later visit has ended is gone, whatever they forgot to end before", async () => {
  const { maria } = await addCast(centre)
  await visit(maria.id, inMinutes(-60))
  const second = await visit(maria.id, inMinutes(-30))
  await checkOut(centre.staff({ now: inMinutes(-10) }), { id: second.id })
  expect(await whoIsHere(centre.staff(), {})).toEqual([])
  expect((await stats(centre.staff(), {})).hereNow).toBe(0)
})

test("the visits of a deleted client are listed and counted without their name", async () => {
  const { maria } = await addCast(centre)
  await visit(maria.id, inMinutes(-5))
  await deleteClient(centre.admin(), { id: maria.id })
  const { rows } = await listCheckIns(centre.staff(), {})
  expect(rows.map(({ firstName, lastName, clientDeleted }) => [firstName, lastName, clientDeleted])).toEqual([
    ["Deleted", "client", true],
  ])
  expect((await stats(centre.staff(), {})).checkedInToday).toBe(1)
  expect((await listCheckIns(centre.staff(), { query: maria.firstName })).rows).toEqual([])
})

test("a client is found by a word of the name and one of a further contact together", async () => {
  const { maria, theo } = await addCast(centre)
  const contact = { kind: "phone", value: "(559) 555-0177", label: "Mother" } as const
  await addContactMethod(centre.admin(), { clientId: maria.id, ...contact })
  await visit(maria.id, inMinutes(-5))
  await visit(theo.id, inMinutes(-4))
  const { rows } = await listCheckIns(centre.staff(), { query: "maria 5595550177" })
  expect(rows.map(({ clientId }) => clientId)).toEqual([maria.id])
})

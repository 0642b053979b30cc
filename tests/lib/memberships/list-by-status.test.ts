import fc from "fast-check"
import { beforeEach, describe, expect, test } from "vitest"
import { clients } from "../../../db/schema"
import { deleteClient } from "../../../lib/clients/delete"
import { countClients } from "../../../lib/clients/list"
import { coverageOf } from "../../../lib/coverage/records"
import { enroll } from "../../../lib/memberships/enroll"
import { filterChoices } from "../../../lib/memberships/filter-choices"
import { exportByStatus, listByStatus, printByStatus } from "../../../lib/memberships/list-by-status"
import { listedStatuses, sorts } from "../../../lib/memberships/schema"
import { addClient, day, now, openCentre, today } from "../../support/cast"
import { often } from "../../support/often"
import { undone } from "../database"
import { insertPeople, somebody } from "./people"

const centre = openCentre()
const admin = centre.admin()
const staff = centre.staff()

type Filter = Parameters<typeof exportByStatus>[1]

beforeEach(async () => {
  await centre.sql`truncate clients cascade`
})

const crowd = fc.array(somebody, { minLength: 1, maxLength: 40 })

test("each list has those whom the rule gives its status, with the plan and the day that the rule gives", async () => {
  await fc.assert(
    fc.asyncProperty(crowd, async (people) => {
      await undone(centre.db, async (db) => {
        await insertPeople(db, people, today, now)
        const rule = await coverageOf(db, await db.select().from(clients), today)
        const counts = await countClients(centre.staff({ db }), {})
        for (const status of listedStatuses) {
          const listed = await exportByStatus(centre.admin({ db }), { status })
          const found = listed.map(({ id, day, plan }) => ({ id, day, plan }))
          const expected = [...rule]
            .filter(([, coverage]) => coverage.status === status)
            .map(([id, { startsOn, endsOn, plan }]) => ({
              id,
              day: status === "pending" ? startsOn : endsOn,
              plan,
            }))
          expect(byId(found)).toEqual(byId(expected))
          expect(listed).toHaveLength(counts[status])
        }
      })
    }),
    { numRuns: often(20, 100) },
  )
})

describe.each(sorts)("in the order of the %s", (sort) => {
  test.each(["asc", "desc"] as const)(
    "%s, every client of every list is on exactly one page",
    async (dir) => {
      await fc.assert(
        fc.asyncProperty(crowd, fc.integer({ min: 1, max: 9 }), async (people, limit) => {
          await undone(centre.db, async (db) => {
            await insertPeople(db, people, today, now)
            for (const status of listedStatuses) {
              const whole = await exportByStatus(centre.admin({ db }), { status, sort, dir })
              const paged = []
              let cursor: string | undefined
              do {
                const page = await listByStatus(centre.staff({ db }), { status, sort, dir, limit, cursor })
                paged.push(...page.rows)
                cursor = page.nextCursor ?? undefined
              } while (cursor)
              expect(paged.map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
            }
          })
        }),
        { numRuns: often(4, 15) },
      )
    },
  )
})

async function covered(
  lastName: string,
  [from, to]: [number, number],
  { coordinator = null as string | null, planCode = "unlimited" } = {},
) {
  const { id } = await addClient(centre, { firstName: "Ana", lastName, serviceCoordinator: coordinator })
  await enroll(admin, { clientId: id, planCode, startsOn: day(from), endsOn: day(to) })
  return id
}

const names = async (filter: Filter) => (await exportByStatus(admin, filter)).map(({ lastName }) => lastName)

test("what ends soonest comes first, what ended latest, what starts soonest; and the other way round", async () => {
  for (const left of [12, 0, 30, 31]) await covered(`Left ${left}`, [-90, left])
  for (const ago of [3, 1, 400]) await covered(`Ago ${ago}`, [-500, -ago])
  for (const until of [10, 1]) await covered(`Until ${until}`, [until, 100])
  expect(await names({ status: "expiring" })).toEqual(["Left 0", "Left 12", "Left 30"])
  expect(await names({ status: "expired" })).toEqual(["Ago 1", "Ago 3", "Ago 400"])
  expect(await names({ status: "pending" })).toEqual(["Until 1", "Until 10"])
  expect(await names({ status: "expiring", dir: "desc" })).toEqual(["Left 30", "Left 12", "Left 0"])
  expect(await names({ status: "expired", dir: "asc" })).toEqual(["Ago 400", "Ago 3", "Ago 1"])
})

test("clients are sorted by name, by coordinator with nobody's at the end, and by plan", async () => {
  await covered("Zoll", [-90, 5], { coordinator: "Dmitri Holl", planCode: "student" })
  await covered("Álvarez", [-90, 9], { planCode: "10_hours" })
  await covered("Baker", [-90, 2], { coordinator: "amara White", planCode: "unlimited" })
  expect(await names({ status: "expiring", sort: "name" })).toEqual(["Álvarez", "Baker", "Zoll"])
  expect(await names({ status: "expiring", sort: "name", dir: "desc" })).toEqual(["Zoll", "Baker", "Álvarez"])
  expect(await names({ status: "expiring", sort: "coordinator" })).toEqual(["Baker", "Zoll", "Álvarez"])
  expect(await names({ status: "expiring", sort: "plan" })).toEqual(["Álvarez", "Zoll", "Baker"])
})

test("a coordinator is found however their name is spelled, and so are the clients without one", async () => {
  await covered("One", [-9, 1], { coordinator: "Renée Castle" })
  await covered("Two", [-9, 2], { coordinator: "RENEE CASTLE" })
  await covered("Three", [-9, 3], { coordinator: "Renee Castleton" })
  await covered("Four", [-9, 4])
  expect(await names({ status: "expiring", coordinator: "renee castle" })).toEqual(["One", "Two"])
  expect(await names({ status: "expiring", coordinator: null })).toEqual(["Four"])
  expect(await names({ status: "expiring", coordinator: "Nobody" })).toEqual([])
})

test("a plan finds those who hold it today, and POS those whom only their POS dates cover", async () => {
  await covered("Hours", [-9, 1], { planCode: "10_hours" })
  const id = await covered("Changed", [-90, -10], { planCode: "10_hours" })
  await enroll(admin, { clientId: id, planCode: "student", startsOn: day(-9), endsOn: day(4) })
  await addClient(centre, { lastName: "Purchased", posStartDate: day(-9), posEndDate: day(9) })
  expect(await names({ status: "expiring", planCode: "10_hours" })).toEqual(["Hours"])
  expect(await names({ status: "expiring", planCode: "student" })).toEqual(["Changed"])
  expect(await names({ status: "expiring", planCode: "POS" })).toEqual(["Purchased"])
})

test("a deleted client is on no list", async () => {
  const ids = [
    await covered("Gone", [-9, 1]),
    await covered("Past", [-9, -1]),
    await covered("Later", [1, 9]),
  ]
  for (const id of ids) await deleteClient(admin, { id })
  for (const status of listedStatuses) expect(await names({ status })).toEqual([])
})

test("each coordinator is offered once, in one of the spellings", async () => {
  for (const coordinator of ["Renée Castle", "renee castle", "Amara White"])
    await addClient(centre, { serviceCoordinator: coordinator })
  const gone = await addClient(centre, { serviceCoordinator: "Somebody Else" })
  await deleteClient(admin, { id: gone.id })
  const { coordinators, plans } = await filterChoices(staff, {})
  expect([...coordinators]).toEqual([
    { folded: "amara white", name: "Amara White" },
    { folded: "renee castle", name: "Renée Castle" },
  ])
  expect(plans.at(0)).toEqual({ code: "10_hours", name: "10 Hours" })
  expect(plans.at(-1)).toEqual({ code: "POS", name: "POS dates" })
})

test("a printed list has 2,000 clients at most, and says when there are more", async () => {
  const rows = Array.from({ length: 2001 }, (_, index) => ({
    firstName: "Ana",
    lastName: `Reyes ${index}`,
    posStartDate: day(-9),
    posEndDate: day(9),
    createdAt: now,
    updatedAt: now,
  }))
  await centre.db.insert(clients).values(rows.slice(1))
  expect(await printByStatus(staff, { status: "expiring" })).toMatchObject({ cut: false })
  await centre.db.insert(clients).values(rows.slice(0, 1))
  const { rows: printed, cut } = await printByStatus(staff, { status: "expiring" })
  expect([printed.length, cut]).toEqual([2000, true])
  expect(await exportByStatus(admin, { status: "expiring" })).toHaveLength(2001)
})

test("a page marker that we did not write, or that is of another order, is refused", async () => {
  for (const left of [1, 2]) await covered(`Left ${left}`, [-9, left], { coordinator: "Amara White" })
  const id = "01a208c2-d254-70d9-80c3-770aa8680818"
  const encode = (key: unknown) => Buffer.from(JSON.stringify([key, id])).toString("base64url")
  const marks = [
    "x",
    "[]",
    "null",
    '["2026-03-01","2026-03-99"]',
    '["a","b"]',
    '["a"]',
    '["\\u0000"]',
    "[null]",
    "[null,null]",
  ]
  for (const sort of sorts)
    for (const mark of [
      "nonsense",
      ...marks.filter((one) => !(one === '["a"]' && sort === "name")).map(encode),
    ])
      await expect(
        listByStatus(staff, { status: "expiring", sort, cursor: mark }),
        `${sort} ${mark}`,
      ).rejects.toMatchObject({ kind: "invalid" })
  const { nextCursor } = await listByStatus(staff, { status: "expiring", sort: "name", limit: 1 })
  const mixed = listByStatus(staff, { status: "expiring", sort: "day", cursor: nextCursor ?? "" })
  await expect(mixed).rejects.toMatchObject({ kind: "invalid" })
})

const byId = <T extends { id: string }>(rows: T[]) => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))

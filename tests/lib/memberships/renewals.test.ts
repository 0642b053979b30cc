import fc from "fast-check"
import { beforeEach, expect, test } from "vitest"
import { clients } from "../../../db/schema"
import { deleteClient } from "../../../lib/clients/delete"
import { coverageOf } from "../../../lib/coverage/records"
import { enroll } from "../../../lib/memberships/enroll"
import { followUp } from "../../../lib/memberships/follow-up"
import { renewals } from "../../../lib/memberships/renewals"
import { renewalText } from "../../../lib/memberships/words"
import { addClient, day, now, openCentre, today } from "../../support/cast"
import { often } from "../../support/often"
import { undone } from "../database"
import { insertPeople, somebody } from "./people"

const centre = openCentre()
const admin = centre.admin()
const staff = centre.staff()

beforeEach(async () => {
  await centre.sql`truncate clients cascade`
})

async function covered(lastName: string, to: number, coordinator: string | null = null, more = {}) {
  const client = await addClient(centre, { lastName, serviceCoordinator: coordinator, ...more })
  await enroll(admin, { clientId: client.id, planCode: "student", startsOn: day(to - 30), endsOn: day(to) })
  return client
}

const sections = async (filter: Parameters<typeof renewals>[1] = {}) =>
  Object.fromEntries(
    ((await renewals(staff, filter)).sections ?? []).map(({ name, lines }) => [
      name ?? "nobody",
      lines.map(({ lastName }) => lastName),
    ]),
  )

test("coverage that ends in 60 days, today, or ended up to 60 days ago is listed; what lies beyond is not", async () => {
  for (const days of [-61, -60, -1, 0, 60, 61]) {
    const { id } = await covered(`Ends ${days}`, days)
    if (days > 30)
      await enroll(admin, { clientId: id, planCode: "student", startsOn: today, endsOn: day(30) })
  }
  expect(await sections()).toEqual({ nobody: ["Ends -60", "Ends -1", "Ends 0", "Ends 60"] })
})

test("the end is that of the whole stretch, of memberships or else of the POS; what comes later is no coverage", async () => {
  const { id } = await covered("Renewed", 10)
  await enroll(admin, { clientId: id, planCode: "10_hours", startsOn: day(11), endsOn: day(41) })
  const { id: away } = await covered("Away", -10)
  await enroll(admin, { clientId: away, planCode: "10_hours", startsOn: day(20), endsOn: day(50) })
  await addClient(centre, { lastName: "Purchased", posStartDate: day(-9), posEndDate: day(9) })
  await addClient(centre, { lastName: "Never" })
  const { id: later } = await addClient(centre, { lastName: "Later" })
  await enroll(admin, { clientId: later, planCode: "student", startsOn: day(1), endsOn: day(30) })
  const { id: gone } = await covered("Gone", 3)
  await deleteClient(admin, { id: gone })
  const listed = (await renewals(staff, {})).sections?.[0]?.lines ?? []
  expect(listed.map(({ lastName, endsOn, plan }) => [lastName, endsOn, plan.name])).toEqual([
    ["Away", day(-10), "Student"],
    ["Purchased", day(9), "POS"],
    ["Renewed", day(41), "Student"],
  ])
})

test("the worklist has those whom the rule gives an end around today, with its plan and day", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(somebody, { minLength: 1, maxLength: 40 }), async (people) => {
      await undone(centre.db, async (db) => {
        await insertPeople(db, people, today, now)
        const rule = await coverageOf(db, await db.select().from(clients), today)
        const found = (await renewals(centre.staff({ db }), {})).sections?.flatMap(({ lines }) => lines) ?? []
        const expected = [...rule]
          .filter(([, { status }]) => status !== "none" && status !== "pending")
          .filter(([, { endsOn }]) => endsOn && day(-60) <= endsOn && endsOn <= day(60))
          .map(([id, { endsOn, plan }]) => ({ id, endsOn, plan }))
        const listed = found.map(({ id, endsOn, plan }) => ({ id, endsOn, plan }))
        expect(new Set(listed)).toEqual(new Set(expected))
        expect(listed).toHaveLength(expected.length)
      })
    }),
    { numRuns: often(10, 80) },
  )
})

test("clients stand under their coordinator however the name is spelled, what ends first on top, nobody's last", async () => {
  await covered("Late", 20, "renee castle")
  await covered("Soon", 2, "Renée Castle")
  await covered("Past", -2, "Renée Castle")
  await covered("Own", 1)
  await covered("Other", 1, "Amara White")
  expect(await sections()).toEqual({
    "Amara White": ["Other"],
    "Renée Castle": ["Past", "Soon", "Late"],
    nobody: ["Own"],
  })
  const { coordinators } = await renewals(staff, {})
  expect(coordinators.map(({ name, all }) => [name, all])).toEqual([
    ["Amara White", 1],
    ["Renée Castle", 3],
    [null, 1],
  ])
  expect(await sections({ coordinator: "RENEE CASTLE" })).toEqual({
    "Renée Castle": ["Past", "Soon", "Late"],
  })
  expect(await sections({ coordinator: null })).toEqual({ nobody: ["Own"] })
})

test("those whose coordinator was not contacted yet are counted and shown alone", async () => {
  const { id } = await covered("Contacted", 5, "Amara White")
  const { id: noted } = await covered("Noted", 6, "Amara White")
  await covered("Open", 7, "Dmitri Holl")
  await followUp(admin, {
    clientId: id,
    coverageEndsOn: day(5),
    contactedOn: today,
    promised: false,
    note: null,
  })
  await followUp(admin, {
    clientId: noted,
    coverageEndsOn: day(6),
    contactedOn: null,
    promised: false,
    note: "Call",
  })
  expect(await sections({ show: "open" })).toEqual({ "Amara White": ["Noted"], "Dmitri Holl": ["Open"] })
  const { coordinators } = await renewals(staff, { show: "open" })
  expect(coordinators.map(({ all, open }) => [all, open])).toEqual([
    [2, 1],
    [1, 1],
  ])
})

test("200 clients are shown at once; of more, those of one coordinator, or everyone for paper", async () => {
  await addPos(200, "Amara White")
  expect(await lengths()).toEqual([200])
  await addPos(1, "Dmitri Holl")
  expect(await renewals(staff, {})).toMatchObject({ sections: null, cut: false })
  expect(await lengths({ coordinator: "amara white" })).toEqual([200])
  expect(await lengths({ everyone: true })).toEqual([200, 1])
  await addPos(1800, "Dmitri Holl")
  expect(await lengths({ everyone: true })).toEqual([200, 1800])
  expect(await renewals(staff, { everyone: true })).toMatchObject({ cut: true })
})

test("the list of a coordinator as text says whose renewals they are, without what is unknown", async () => {
  await covered("Reyes", 12, "Amara White", { uciNumber: "0012345" })
  await covered("Brooks", -3, "Amara White")
  const { sections: found } = await renewals(staff, {})
  const [section] = found ?? []
  expect(section && renewalText(section, "The Den", today)).toBe(
    [
      "The Den",
      "Renewals for Amara White, as of 3/10/2026",
      "",
      "Ana Brooks - Student - ended 3/7/2026",
      "Ana Reyes - UCI 0012345 - Student - ends 3/22/2026",
      "",
    ].join("\n"),
  )
})

const lengths = async (filter: Parameters<typeof renewals>[1] = {}) =>
  (await renewals(staff, filter)).sections?.map(({ lines }) => lines.length)

function addPos(number: number, serviceCoordinator: string) {
  const dates = { posStartDate: day(-9), posEndDate: day(9), createdAt: now, updatedAt: now }
  const rows = Array.from({ length: number }, () => ({
    firstName: "Ana",
    lastName: "Reyes",
    serviceCoordinator,
    ...dates,
  }))
  return centre.db.insert(clients).values(rows)
}

import fc from "fast-check"
import { beforeEach, expect, test } from "vitest"
import { deleteClient } from "../../../lib/clients/delete"
import { updateClient } from "../../../lib/clients/update"
import { addDays, startOfDay } from "../../../lib/core/clock"
import { coverageOf } from "../../../lib/coverage/records"
import { tellStatusChanges } from "../../../lib/coverage/tell-changes"
import { amendMembership } from "../../../lib/memberships/amend"
import { enroll } from "../../../lib/memberships/enroll"
import { addTarget } from "../../../lib/webhooks/targets"
import { addClient, day, openCentre, timeZone, today } from "../../support/cast"
import { often } from "../../support/often"

const centre = openCentre()
const { sql } = centre

beforeEach(() => sql`truncate clients, events, outbox cascade`)

const tell = (on = today) =>
  tellStatusChanges(centre.system({ now: new Date(startOfDay(on, timeZone).getTime() + 60_000) }), {})
const told = async () => {
  const rows = await sql`select data from events where type = 'membership.status_changed' order by id`
  return rows.map(({ data }) => `${data.from} to ${data.to}`)
}
const enrolled = async (startsOn: string, endsOn: string) => {
  const { id: clientId } = await addClient(centre)
  const { id } = await enroll(centre.admin(), { clientId, planCode: "unlimited", startsOn, endsOn })
  return { clientId, id }
}

test("a new client without coverage is nothing to tell of", async () => {
  await addClient(centre)
  expect(await tell()).toEqual([])
})

test("a status that changes because the days go by is told on the day, once", async () => {
  const { clientId } = await enrolled(day(2), day(40))
  expect(await tell()).toEqual([clientId])
  expect(await tell()).toEqual([])
  for (let days = 1; days <= 45; days++) await tell(day(days))
  expect(await told()).toEqual([
    "none to pending",
    "pending to active",
    "active to expiring",
    "expiring to expired",
  ])
})

test("a membership that is cancelled, POS dates and a deleted client are told, too", async () => {
  const { id } = await enrolled(day(-5), day(200))
  const { id: pos } = await addClient(centre)
  await tell()
  await amendMembership(centre.admin(), { id, changes: { cancelledFrom: today }, reason: "Moved away" })
  await updateClient(centre.admin(), { id: pos, changes: { posStartDate: day(-5), posEndDate: day(5) } })
  await tell()
  await deleteClient(centre.admin(), { id: pos })
  await tell()
  expect((await told()).slice(1).sort()).toEqual([
    "active to expired",
    "expiring to none",
    "none to expiring",
  ])
})

test("two who look at once tell of a change once", async () => {
  await enrolled(day(-5), day(200))
  await Promise.all([tell(), tell(), tell()])
  expect(await told()).toEqual(["none to active"])
})

test("who wants to be told by webhook is", async () => {
  await addTarget(centre.admin(), { name: "All", url: "https://example.org/hook" })
  const { clientId } = await enrolled(day(-5), day(200))
  await tell()
  const waiting =
    await sql`select type, client_id from outbox join events on id = event_id where type like '%status%'`
  expect(waiting).toEqual([{ type: "membership.status_changed", client_id: clientId }])
})

test("whatever the memberships and the days on which somebody looked, what was told last is what is so", async () => {
  const term = fc.record({ from: fc.integer({ min: -60, max: 60 }), days: fc.integer({ min: 0, max: 50 }) })
  const looks = fc.array(fc.integer({ min: -70, max: 120 }), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(fc.array(term, { maxLength: 3 }), looks, async (terms, days) => {
      const { id: clientId } = await addClient(centre)
      for (const { from, days } of terms)
        await enroll(centre.admin(), {
          ...{ clientId, planCode: "unlimited" },
          startsOn: day(from),
          endsOn: addDays(day(from), days),
        })
      for (const look of days) {
        const on = day(look)
        await tell(on)
        const known = await sql`select status from told_statuses where client_id = ${clientId}`
        const coverage = await coverageOf(
          centre.db,
          [{ id: clientId, posStartDate: null, posEndDate: null }],
          on,
        )
        expect(known[0]?.status ?? "none").toBe(coverage.get(clientId)?.status)
      }
      const steps =
        await sql`select data from events where type = 'membership.status_changed' and client_id = ${clientId} order by id`
      for (const [at, { data }] of steps.entries()) {
        expect(data.from).not.toBe(data.to)
        expect(data.from).toBe(at === 0 ? "none" : steps[at - 1]?.data.to)
      }
    }),
    { numRuns: often(12, 80) },
  )
})

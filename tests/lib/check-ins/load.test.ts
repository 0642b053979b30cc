import { beforeAll, expect, test } from "vitest"
import { checkIn } from "../../../lib/check-ins/check-in"
import { updateClient } from "../../../lib/clients/update"
import { enroll } from "../../../lib/memberships/enroll"
import { addClient, day, openCentre } from "../../support/cast"

const centre = openCentre({ max: 10 })
let ids: string[] = []

beforeAll(async () => {
  ids = (await Promise.all(Array.from({ length: 200 }, () => addClient(centre)))).map(({ id }) => id)
})

test("200 check-ins and 200 edits of different clients at once are all answered over 10 connections", async () => {
  const checkIns = ids.map((clientId) =>
    checkIn(centre.staff(), { clientId, idempotencyKey: `load ${clientId}` }),
  )
  const edits = ids
    .toReversed()
    .map((id) => updateClient(centre.staff(), { id, changes: { notes: `Edited ${id}` } }))
  await Promise.all([...checkIns, ...edits])
  const [row] = await centre.sql`
    select (select count(*)::int from check_ins) as visits,
      (select count(*)::int from clients where notes = 'Edited ' || id) as edited,
      (select count(*)::int from events where type in ('check_in.created', 'client.updated')) as events`
  expect(row).toEqual({ visits: 200, edited: 200, events: 400 })
})

test("200 memberships given at once are all in the calendar", async () => {
  await Promise.all(
    ids.map((clientId) =>
      enroll(centre.admin(), { clientId, planCode: "unlimited", startsOn: day(0), endsOn: day(90) }),
    ),
  )
  const [row] = await centre.sql`
    select count(*)::int as covered from client_coverage where kind = 'covered' and ends_on = ${day(90)}`
  expect(row?.covered).toBe(200)
})

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { openQueues, type Queue } from "../../../db/queue"
import { handlers } from "../../../lib/jobs/handlers"
import { placeNext } from "../../../lib/jobs/placements"
import { statusWatch } from "../../../lib/jobs/status-changes"
import { openCentre } from "../../support/cast"
import { makeGgleap } from "../../support/ggleap"
import { ggleapOf } from "../ggleap/linked"

const centre = openCentre()
const fake = makeGgleap()
const { system, linked, give, forgetAll } = ggleapOf(centre, fake)
let queue: Queue
beforeAll(async () => {
  await fake.open()
  queue = await openQueues(centre.url, (fault) => expect.fail(String(fault)))
})
afterAll(async () => {
  await queue.stop({ graceful: false })
  await fake.close()
})

beforeEach(async () => {
  await forgetAll()
  await centre.sql`delete from pgboss.job`
})

/** What the worker does about changed statuses and whoever is to be placed. */
async function work(watch = statusWatch()) {
  while (await watch(system()));
  let placed = 0
  while (await placeNext(queue, system)) placed++
  return placed
}
const soon = () =>
  centre.sql`update pgboss.job set start_after = now() - interval '1 second' where state = 'retry'`

test("a linked client whose status changes is put into their group, and nobody else is asked for", async () => {
  const { clientId, user } = await linked("none")
  await linked("none")
  const watch = statusWatch()
  expect(await work(watch)).toBe(0)
  await give(clientId, "active")
  expect(await work(watch)).toBe(1)
  expect(fake.groupOf(user)).toBe("g-covered")
  expect(fake.changes()).toHaveLength(1)
  expect(await work(watch)).toBe(0)
})

test("while ggLeap is away the placement waits, and is made later", async () => {
  const { clientId, user } = await linked("none")
  await give(clientId, "active")
  fake.interfere = () => ({ status: 503 })
  await work()
  expect(fake.groupOf(user)).toBe("g-other")
  fake.interfere = undefined
  await soon()
  expect(await work()).toBe(1)
  expect(fake.groupOf(user)).toBe("g-covered")
})

test("a group that is not there stands in the link, and is not asked for again and again", async () => {
  const { clientId } = await linked("none")
  await give(clientId, "active")
  fake.groups[0] = { Uuid: "g-covered", Name: "Renamed" }
  expect(await work()).toBe(1)
  const left = await centre.sql`select state from pgboss.job where name = 'ggleap_placements'`
  expect(left).toEqual([{ state: "completed" }])
})

test("at night everybody who is linked is looked at; without ggLeap there is nothing to do", async () => {
  const { user } = await linked("active")
  const { moved, right, failed } = await handlers.ggleap_groups(system(), system().now)
  expect({ moved, right, failed }).toEqual({ moved: 1, right: 0, failed: 0 })
  expect(fake.groupOf(user)).toBe("g-covered")
  expect(await handlers.ggleap_groups(centre.system(), system().now)).toEqual({})
})

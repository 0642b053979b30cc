import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { paths } from "../../../lib/ggleap/api"
import { placeClient, syncGroups } from "../../../lib/ggleap/sync"
import { unlinkClient } from "../../../lib/ggleap/unlink"
import { openCentre } from "../../support/cast"
import { makeGgleap } from "../../support/ggleap"
import { ggleapOf } from "./linked"

const centre = openCentre()
const fake = makeGgleap({ pageSize: 4 })
beforeAll(fake.open)
afterAll(fake.close)
const { admin, system, linked, eventsOf, forgetAll, give } = ggleapOf(centre, fake)

beforeEach(forgetAll)

const sync = () => syncGroups(system(), {})
const isMove = ({ path }: { path: string }) => path === paths.move

test("two syncs at once move once and record one event", async () => {
  const people = [await linked("active"), await linked("expired"), await linked("none")]
  await Promise.all([sync(), sync(), sync()])
  expect(fake.changes()).toHaveLength(3)
  for (const { clientId } of people) expect(await eventsOf(clientId, "ggleap.placed")).toHaveLength(1)
})

test("a client whose status changes while they are moved ends in the right group", async () => {
  const { clientId, user } = await linked("none")
  fake.interfere = async (asked) => {
    if (isMove(asked) && asked.group === "g-uncovered") await give(clientId, "active")
    return undefined
  }
  expect(await sync()).toMatchObject({ moved: 1 })
  expect(fake.groupOf(user)).toBe("g-covered")
  expect((await eventsOf(clientId, "ggleap.placed"))[0]?.data).toEqual({ group: "KRC Unlimited" })
})

test("a client whose status changes while another is moved is put where they belong then", async () => {
  const [first, second] = [await linked("active"), await linked("none")]
  fake.interfere = async (asked) => {
    if (isMove(asked) && asked.user === first.user) await give(second.clientId, "active")
    return undefined
  }
  await sync()
  expect(fake.groupOf(second.user)).toBe("g-covered")
})

test("who is unlinked during a sync is not moved afterwards", async () => {
  const [first, second] = [await linked("active"), await linked("active")]
  fake.interfere = async (asked) => {
    if (isMove(asked) && asked.user === first.user) await unlinkClient(admin(), { clientId: second.clientId })
    return undefined
  }
  expect(await sync()).toEqual({ moved: 1, right: 0, failed: 0, left: 0 })
  expect(fake.asked.filter(({ user }) => user === second.user).filter(isMove)).toEqual([])
})

test("who is unlinked while they are being moved waits for that, and is not touched any more", async () => {
  const { clientId, user } = await linked("active")
  const order: string[] = []
  let unlinking: Promise<unknown> = Promise.resolve()
  fake.interfere = async (asked) => {
    if (!isMove(asked)) return undefined
    unlinking = unlinkClient(admin(), { clientId }).then(() => order.push("unlinked"))
    while (order.length === 0 && !(await somebodyWaits()));
    order.push("moved")
    return undefined
  }
  expect(await sync()).toMatchObject({ moved: 1 })
  await unlinking
  expect(order).toEqual(["moved", "unlinked"])
  await give(clientId, "expired")
  const before = fake.asked.length
  expect(await placeClient(system(), { clientId })).toBe("unlinked")
  expect(fake.asked.slice(before).filter(({ user: id }) => id === user)).toEqual([])
})

/** Whether a connection waits for what another holds. */
async function somebodyWaits() {
  const [row] = await centre.sql`
    select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`
  return row?.waiting > 0
}

import fc from "fast-check"
import { afterAll, beforeEach, expect, test } from "vitest"
import { deleteClient, restoreClient } from "../../../lib/clients/delete"
import { eraseClient } from "../../../lib/clients/erase"
import { type Status, statuses } from "../../../lib/coverage/status"
import { paths } from "../../../lib/ggleap/api"
import { drift } from "../../../lib/ggleap/drift"
import { placeClient, syncGroups } from "../../../lib/ggleap/sync"
import { unlinkClient } from "../../../lib/ggleap/unlink"
import { changeSetting } from "../../../lib/settings/change"
import { openCentre } from "../../support/cast"
import { openGgleap } from "../../support/ggleap"
import { ggleapOf } from "./linked"

const centre = await openCentre()
const fake = await openGgleap({ pageSize: 4 })
afterAll(fake.close)
const { admin, system, impatient, linked, linkRow, eventsOf, forgetAll, clientWho, give, ...rest } = ggleapOf(
  centre,
  fake,
)

beforeEach(forgetAll)

const sync = () => syncGroups(system(), {})
const isMove = ({ path }: { path: string }) => path === paths.move

test.each([
  ["active", "g-covered"],
  ["expiring", "g-covered"],
  ["expired", "g-uncovered"],
  ["pending", "g-uncovered"],
  ["none", "g-uncovered"],
] as const)("a linked client who is %s is moved into %s", async (status, group) => {
  const { clientId, user } = await linked(status)
  expect(await sync()).toEqual({ moved: 1, right: 0, failed: 0, left: 0 })
  expect(fake.groupOf(user)).toBe(group)
  expect(await linkRow(clientId)).toMatchObject({ group_id: group, problem: null })
  expect(await eventsOf(clientId, "ggleap.placed")).toHaveLength(1)
})

test("a second sync changes nothing there and records nothing", async () => {
  const { clientId } = await linked("active")
  await sync()
  const before = fake.changes().length
  expect(await sync()).toEqual({ moved: 0, right: 1, failed: 0, left: 0 })
  expect(fake.changes()).toHaveLength(before)
  expect(await eventsOf(clientId, "ggleap.placed")).toHaveLength(1)
})

test("who is in the right group already is not moved, and no event says so", async () => {
  const { clientId } = await linked("active", "g-covered")
  expect(await sync()).toMatchObject({ moved: 0, right: 1 })
  expect(fake.changes()).toEqual([])
  expect(await linkRow(clientId)).toMatchObject({ group_id: "g-covered" })
  expect(await eventsOf(clientId, "ggleap.placed")).toEqual([])
})

test("whatever their statuses and groups: all who are linked end right, and nobody else is touched", async () => {
  const group = fc.constantFrom("g-covered", "g-uncovered", "g-other", undefined)
  const person = fc.record({ status: fc.constantFrom<Status>(...statuses), group, linked: fc.boolean() })
  const pool = new Map<Status, string[]>()
  for (const status of statuses)
    pool.set(status, await Promise.all(Array.from({ length: 12 }, () => clientWho(status))))
  await fc.assert(
    fc.asyncProperty(fc.array(person, { maxLength: 12 }), async (people) => {
      await forgetAll()
      const all = people.map((one, index) => ({
        ...one,
        clientId: String(pool.get(one.status)?.[index]),
        ggleapUserId: rest.userOfClient({ GroupUuid: one.group }),
      }))
      const links = all.filter((one) => one.linked)
      if (links.length > 0)
        await rest.insertLinks(links.map(({ clientId, ggleapUserId }) => ({ clientId, ggleapUserId })))
      const wrong = links.filter(({ status, group }) => group !== groupFor(status)).length
      expect(await drift(admin(), {})).toMatchObject({ linked: links.length, wouldMove: wrong })
      expect(fake.changes()).toEqual([])

      expect(await sync()).toEqual({ moved: wrong, right: links.length - wrong, failed: 0, left: 0 })
      for (const { ggleapUserId, status, group, linked } of all)
        expect(fake.groupOf(ggleapUserId)).toBe(linked ? groupFor(status) : group)
      const ids = new Set(links.map(({ ggleapUserId }) => ggleapUserId))
      expect(fake.asked.filter(({ user }) => user !== undefined && !ids.has(user))).toEqual([])

      const before = fake.changes().length
      expect(await sync()).toEqual({ moved: 0, right: links.length, failed: 0, left: 0 })
      expect(fake.changes()).toHaveLength(before)
    }),
    { numRuns: 25 },
  )
})

const groupFor = (status: Status) =>
  status === "active" || status === "expiring" ? "g-covered" : "g-uncovered"

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
  let unlinking: Promise<unknown> = Promise.resolve()
  let unlinked = false
  fake.interfere = async (asked) => {
    if (!isMove(asked)) return undefined
    unlinking = unlinkClient(admin(), { clientId }).then(() => {
      unlinked = true
    })
    await waitsForLock()
    expect(unlinked).toBe(false)
    return undefined
  }
  expect(await sync()).toMatchObject({ moved: 1 })
  await unlinking
  await give(clientId, "expired")
  const before = fake.asked.length
  expect(await placeClient(system(), { clientId })).toBe("unlinked")
  expect(fake.asked.slice(before).filter(({ user: id }) => id === user)).toEqual([])
})

async function waitsForLock() {
  for (;;) {
    const [row] = await centre.sql`
      select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
    if (row?.waiting > 0) return
  }
}

test("a group that ggLeap does not have stops the sync with its name, before anybody is touched", async () => {
  await linked("active")
  const before = fake.asked.length
  fake.groups[0] = { Uuid: "g-covered", Name: "Renamed" }
  await expect(sync()).rejects.toThrow("no group named “KRC Unlimited”")
  await expect(drift(admin(), {})).rejects.toThrow("no group named “KRC Unlimited”")
  fake.groups[0] = { Uuid: "g-covered", Name: "Kern Regional Center" }
  await expect(sync()).rejects.toThrow("no group named “KRC Unlimited”")
  expect(fake.asked.slice(before).filter(({ user }) => user)).toEqual([])
})

test("two groups of one name are told apart by nobody", async () => {
  await linked("active")
  fake.groups.push({ Uuid: "g-twin", Name: "krc unlimited" })
  await expect(sync()).rejects.toThrow("several groups named “KRC Unlimited”")
  fake.groups.pop()
  expect(fake.changes()).toEqual([])
})

test("the settings name the groups", async () => {
  const { user } = await linked("active")
  await changeSetting(admin(), { name: "ggleapCoveredGroup", value: "regulars" })
  expect(await sync()).toMatchObject({ moved: 0, right: 1 })
  expect(fake.groupOf(user)).toBe("g-other")
  await changeSetting(admin(), { name: "ggleapUncoveredGroup", value: "Regulars" })
  await expect(sync()).rejects.toThrow("name one ggLeap group")
  for (const [name, value] of [
    ["ggleapCoveredGroup", "KRC Unlimited"],
    ["ggleapUncoveredGroup", "Kern Regional Center"],
  ] as const)
    await changeSetting(admin(), { name, value })
})

test("what fails with one user stops nobody else, and stands in their link until it is well", async () => {
  const people = [await linked("active"), await linked("active"), await linked("active")]
  const [, sick] = people
  fake.interfere = (asked) => (isMove(asked) && asked.user === sick?.user ? { status: 500 } : undefined)
  expect(await sync()).toEqual({ moved: 2, right: 0, failed: 1, left: 0 })
  expect((await linkRow(String(sick?.clientId)))?.problem).toContain("ggLeap did not answer")
  fake.interfere = undefined
  expect(await sync()).toEqual({ moved: 1, right: 2, failed: 0, left: 0 })
  expect((await linkRow(String(sick?.clientId)))?.problem).toBeNull()
})

test("a user who is not in ggLeap any more is a problem, and nobody's group changes for it", async () => {
  const [gone, fine] = [await linked("active"), await linked("active")]
  fake.users.delete(gone.user)
  expect(await drift(admin(), {})).toMatchObject({ linked: 2, wouldMove: 1, missing: 1 })
  expect(await sync()).toEqual({ moved: 1, right: 0, failed: 1, left: 0 })
  expect(fake.changes().map(({ user }) => user)).toEqual([fine.user])
  expect((await linkRow(gone.clientId))?.problem).toContain("not in ggLeap any more")
})

test("a sync ends at once when ggLeap answers nobody, and the next goes on from there", async () => {
  const people = [await linked("active"), await linked("active"), await linked("active")]
  let moves = 0
  fake.interfere = (asked) => (moves >= 1 || (isMove(asked) && ++moves > 1) ? { status: 503 } : undefined)
  await expect(sync()).rejects.toMatchObject({ kind: "unavailable" })
  expect(fake.changes().length).toBeLessThan(3)
  fake.interfere = undefined
  await sync()
  for (const { user } of people) expect(fake.groupOf(user)).toBe("g-covered")
})

test("a move whose answer was lost is found done by the next sync", async () => {
  const { clientId, user } = await linked("active")
  fake.interfere = (asked) => {
    if (!isMove(asked)) return undefined
    const them = fake.users.get(user)
    if (them) them.GroupUuid = asked.group
    return { status: 502 }
  }
  expect(await sync()).toMatchObject({ failed: 1 })
  fake.interfere = undefined
  expect(await sync()).toMatchObject({ moved: 0, right: 1 })
  expect(await linkRow(clientId)).toMatchObject({ group_id: "g-covered", problem: null })
})

test("a sync that dies over a move holds nobody, and the next finds the move done", async () => {
  const { clientId, user } = await linked("active")
  const next = await linked("active")
  fake.interfere = async (asked) => {
    if (isMove(asked) && asked.user === user) await killsWhoWaits()
    return undefined
  }
  await expect(sync()).rejects.not.toMatchObject({ name: "AppError" })
  expect(await linkRow(clientId)).toMatchObject({ group_id: null, problem: null })
  fake.interfere = undefined
  expect(await sync()).toEqual({ moved: 1, right: 1, failed: 0, left: 0 })
  expect([fake.groupOf(user), fake.groupOf(next.user)]).toEqual(["g-covered", "g-covered"])
  expect(await linkRow(clientId)).toMatchObject({ group_id: "g-covered" })
})

/** Ends the connection on which a transaction is open, as the death of its process does. */
const killsWhoWaits = () => centre.sql`
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and state = 'idle in transaction'`

test("a service that hangs on one user holds nobody for long", async () => {
  const [slow, fine] = [await linked("active"), await linked("active")]
  fake.interfere = (asked) => (asked.user === slow.user ? new Promise(() => {}) : undefined)
  expect(await syncGroups(impatient(), {})).toEqual({ moved: 1, right: 0, failed: 1, left: 0 })
  expect(fake.groupOf(fine.user)).toBe("g-covered")
})

test("what lets in may run out in the middle", async () => {
  const people = [await linked("active"), await linked("active")]
  fake.interfere = (asked) => {
    if (isMove(asked) && fake.changes().length === 1) fake.expire()
    return undefined
  }
  expect(await sync()).toMatchObject({ moved: 2, failed: 0 })
  for (const { user } of people) expect(fake.groupOf(user)).toBe("g-covered")
})

test("a part can be done at a time", async () => {
  for (let count = 0; count < 3; count++) await linked("active")
  expect(await syncGroups(system(), { atMost: 2 })).toEqual({ moved: 2, right: 0, failed: 0, left: 1 })
  expect(await syncGroups(system(), { atMost: 2 })).toEqual({ moved: 1, right: 2, failed: 0, left: 0 })
})

test("one client is placed alone; others stay as they are", async () => {
  const [one, other] = [await linked("active"), await linked("active")]
  expect(await placeClient(system(), { clientId: one.clientId })).toBe("moved")
  expect(await placeClient(system(), { clientId: one.clientId })).toBe("right")
  expect(fake.groupOf(other.user)).toBe("g-other")
})

test("placing one client says that ggLeap is away, so that it is tried again, and keeps why", async () => {
  const { clientId } = await linked("active")
  fake.interfere = (asked) => (isMove(asked) ? { status: 503 } : undefined)
  await expect(placeClient(system(), { clientId })).rejects.toMatchObject({ kind: "unavailable" })
  expect((await linkRow(clientId))?.problem).toContain("did not answer")
})

test("a deleted client is left where they are; restored, they are placed again", async () => {
  const { clientId, user } = await linked("active")
  await deleteClient(admin(), { id: clientId })
  expect(await sync()).toEqual({ moved: 0, right: 0, failed: 0, left: 0 })
  expect(await placeClient(system(), { clientId })).toBe("unlinked")
  expect(fake.groupOf(user)).toBe("g-other")
  await restoreClient(admin(), { id: clientId })
  expect(await sync()).toMatchObject({ moved: 1 })
})

test("an erased client's link is gone with them", async () => {
  const { clientId, user } = await linked("active")
  await eraseClient(admin(), { id: clientId })
  expect(await linkRow(clientId)).toBeUndefined()
  expect(await sync()).toMatchObject({ moved: 0 })
  expect(fake.groupOf(user)).toBe("g-other")
})

test("where ggLeap is not set up, nothing is asked, and that is said", async () => {
  await expect(syncGroups(centre.system(), {})).rejects.toThrow("ggLeap is not set up here")
  await expect(drift(centre.admin(), {})).rejects.toThrow("ggLeap is not set up here")
})

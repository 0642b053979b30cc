import fc from "fast-check"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { deleteClient, restoreClient } from "../../../lib/clients/delete"
import { type Status, statuses } from "../../../lib/coverage/status"
import { eraseClient } from "../../../lib/erasure/erase"
import { drift } from "../../../lib/ggleap/drift"
import { placeClient, syncGroups } from "../../../lib/ggleap/sync"
import { changeSetting } from "../../../lib/settings/change"
import { openCentre } from "../../support/cast"
import { makeGgleap } from "../../support/ggleap"
import { often } from "../../support/often"
import { ggleapOf } from "./linked"

const centre = openCentre()
const fake = makeGgleap({ pageSize: 4 })
beforeAll(fake.open)
afterAll(fake.close)
const { admin, system, linked, linkRow, eventsOf, forgetAll, clientWho, userOfClient, insertLinks } =
  ggleapOf(centre, fake)

beforeEach(forgetAll)

const sync = () => syncGroups(system(), {})

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
        ggleapUserId: userOfClient({ GroupUuid: one.group }),
      }))
      const links = all.filter((one) => one.linked)
      if (links.length > 0)
        await insertLinks(links.map(({ clientId, ggleapUserId }) => ({ clientId, ggleapUserId })))
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
    { numRuns: often(8, 50) },
  )
})

const groupFor = (status: Status) =>
  status === "active" || status === "expiring" ? "g-covered" : "g-uncovered"

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

import { beforeEach, expect, test } from "vitest"
import { clientHistory } from "../../../lib/clients/history"
import { enroll } from "../../../lib/memberships/enroll"
import { findFollowedUp, followUp } from "../../../lib/memberships/follow-up"
import { renewals } from "../../../lib/memberships/renewals"
import { beforeTests } from "../../support/before"
import { addClient, addUser, day, inMinutes, openCentre, today } from "../../support/cast"

const centre = openCentre()
const admin = centre.admin()
const olga = beforeTests(() => addUser(centre.system(), "Olga Other", "admin"))
const other = centre.contextOf(olga)
const plain = { contactedOn: null, promised: false, note: null }

let ending: { clientId: string; coverageEndsOn: string }

beforeEach(async () => {
  await centre.sql`truncate clients cascade`
  const { id } = await addClient(centre)
  await covered(id, -90, 12)
  ending = { clientId: id, coverageEndsOn: day(12) }
})

const covered = (clientId: string, from: number, to: number) =>
  enroll(admin, { clientId, planCode: "unlimited", startsOn: day(from), endsOn: day(to) })
const lines = async () =>
  ((await renewals(admin, {})).sections ?? []).flatMap((section) =>
    section.lines.map((line) => line.followUp),
  )
const history = async () =>
  (await clientHistory(admin, { clientId: ending.clientId })).rows
    .filter(({ type }) => type === "renewal.followed_up")
    .map(({ data, actorName }) => ({ ...data, actorName }))

test("whom the office reached, when, and what was promised stands beside the client and in their history", async () => {
  expect(await lines()).toEqual([null])
  const done = { contactedOn: day(-1), promised: true, note: "  Will send the\r\nPOS  " }
  const saved = await followUp(admin, { ...ending, ...done, version: null })
  const expected = { contactedOn: day(-1), promised: true, note: "Will send the\nPOS", by: "Alex Admin" }
  expect(saved).toMatchObject(expected)
  expect(await lines()).toEqual([saved])
  expect(await findFollowedUp(centre.staff(), ending)).toEqual(saved)
  expect(await history()).toEqual([
    {
      coverageEndsOn: day(12),
      actorName: "Alex Admin",
      fields: {
        contactedOn: { from: null, to: day(-1) },
        promised: { from: false, to: true },
        note: { from: null, to: "Will send the\nPOS" },
      },
    },
  ])
})

test("what was marked is changed, and taken back as if it had never been", async () => {
  const first = await followUp(admin, { ...ending, ...plain, contactedOn: today })
  const second = await followUp(other(), { ...ending, ...plain, contactedOn: today, note: "Left a message" })
  expect(second).toMatchObject({ note: "Left a message", by: "Olga Other" })
  expect(second?.version).not.toBe(first?.version)
  expect(await followUp(admin, { ...ending, ...plain, version: second?.version })).toBeNull()
  expect(await lines()).toEqual([null])
  expect(await centre.sql`select from renewal_follow_ups`).toHaveLength(0)
  expect(await history()).toHaveLength(3)
})

test("saving what stands there already changes nothing and is no event", async () => {
  const saved = await followUp(admin, { ...ending, ...plain, contactedOn: today })
  const again = await followUp(other({ now: inMinutes(5) }), { ...ending, ...plain, contactedOn: today })
  expect(again).toEqual(saved)
  expect(await followUp(admin, { ...ending, ...plain, contactedOn: today, note: " " })).toEqual(saved)
  expect(await history()).toHaveLength(1)
})

test("a key writes as nobody in particular", async () => {
  expect(await followUp(centre.adminKey(), { ...ending, ...plain, promised: true })).toMatchObject({
    by: null,
  })
})

test("when coverage is renewed the client leaves the list, and the later ending starts unmarked", async () => {
  await followUp(admin, { ...ending, ...plain, contactedOn: today, note: "Promised by phone" })
  await covered(ending.clientId, 13, 50)
  expect(await lines()).toEqual([null])
  await covered(ending.clientId, 51, 300)
  expect(await lines()).toEqual([])
  expect(await history()).toHaveLength(1)
  expect(await findFollowedUp(admin, ending)).toMatchObject({ note: "Promised by phone" })
})

test("an ending that is no more is refused in plain words, and nothing is written", async () => {
  await covered(ending.clientId, 13, 50)
  const late = followUp(admin, { ...ending, ...plain, contactedOn: today })
  await expect(late).rejects.toMatchObject({
    kind: "conflict",
    message: "Ana's coverage ends on 4/29/2026 now. Load the page again to see it.",
  })
  const { id } = await addClient(centre)
  const never = followUp(admin, { ...ending, clientId: id, ...plain, promised: true })
  await expect(never).rejects.toMatchObject({ kind: "conflict" })
  expect(await centre.sql`select from renewal_follow_ups`).toHaveLength(0)
})

test("nobody was contacted on a day that is still to come", async () => {
  const ahead = followUp(admin, { ...ending, ...plain, contactedOn: day(1) })
  await expect(ahead).rejects.toMatchObject({
    kind: "invalid",
    details: { fields: [{ field: "contactedOn" }] },
  })
})

test("two people mark at once: one is first, the other is told and nothing of the first is lost", async () => {
  const marks = [admin, other()].map((ctx, index) =>
    followUp(ctx, { ...ending, ...plain, contactedOn: today, note: `Number ${index}`, version: null }),
  )
  const outcomes = await Promise.allSettled(marks)
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  const told = outcomes.find((one) => one.status === "rejected")
  expect(told?.reason).toMatchObject({ kind: "stale" })
  expect(await history()).toHaveLength(1)
})

test("who read an older version is told, also when both changes fell into the same millisecond", async () => {
  const read = await followUp(admin, { ...ending, ...plain, contactedOn: today })
  await followUp(other(), { ...ending, ...plain, contactedOn: today, promised: true, version: read?.version })
  const late = followUp(admin, { ...ending, ...plain, note: "Mine", version: read?.version })
  await expect(late).rejects.toMatchObject({ kind: "stale" })
  await expect(followUp(admin, { ...ending, ...plain, note: "Mine", version: null })).rejects.toMatchObject({
    kind: "stale",
  })
})

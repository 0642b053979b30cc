import { describe, expect, test } from "vitest"
import { amendMembership } from "../../../lib/memberships/amend"
import { enroll } from "../../../lib/memberships/enroll"
import { listMemberships } from "../../../lib/memberships/list"
import { updatePlan } from "../../../lib/memberships/plans"
import { addClient, day, openCentre, today } from "../../support/cast"

const centre = openCentre()
const admin = centre.admin()

/** A client with an Unlimited from 3/10/2026 to 3/30/2026. */
async function covered() {
  const { id: clientId } = await addClient(centre)
  const membership = await enroll(admin, {
    clientId,
    planCode: "unlimited",
    startsOn: today,
    endsOn: day(20),
  })
  const add = (from: number, to: number, overlap?: "ask" | "allow") =>
    enroll(admin, { clientId, planCode: "student", startsOn: day(from), endsOn: day(to), overlap })
  return { clientId, membership, add }
}

const asked = (message: string | RegExp) => ({
  kind: "conflict",
  details: { fields: [{ field: "overlap", message: expect.stringMatching(message) }] },
})

describe("a membership on days that another covers", () => {
  test("is asked about, with plan and dates of the other, and written when sent again", async () => {
    const { clientId, add } = await covered()
    await expect(add(20, 50, "ask")).rejects.toMatchObject(
      asked(/^These days overlap Unlimited \(3\/10\/2026 to 3\/30\/2026\)\.$/),
    )
    expect(await listMemberships(admin, { clientId })).toHaveLength(1)
    await add(20, 50, "allow")
    expect(await listMemberships(admin, { clientId })).toHaveLength(2)
  })

  test("is written at once by those who are not people: the importer and the API do not ask", async () => {
    const { add } = await covered()
    expect(await add(-5, 40)).toMatchObject({ startsOn: day(-5), endsOn: day(40) })
  })

  test.each([
    ["ends the day before", -30, -1],
    ["begins the day after", 21, 40],
    ["lies years back", -2000, -1900],
    ["lies years ahead", 2000, 2100],
  ])("is not asked about when it %s", async (_, from, to) => {
    const { add } = await covered()
    expect(await add(from, to, "ask")).toMatchObject({ startsOn: day(from), endsOn: day(to) })
  })

  test.each([
    ["its first day", -5, 0],
    ["its last day", 20, 25],
    ["a day in its middle", 7, 7],
    ["all of its days", -5, 25],
  ])("is asked about for %s", async (_, from, to) => {
    const { add } = await covered()
    await expect(add(from, to, "ask")).rejects.toMatchObject(asked("Unlimited"))
  })

  test("is not asked about on days on which the other no longer counts", async () => {
    const { membership, add } = await covered()
    const changes = { cancelledFrom: day(10) }
    await amendMembership(admin, { id: membership.id, changes, reason: "Moved away" })
    await expect(add(9, 30, "ask")).rejects.toMatchObject(asked("3/10/2026 to 3/19/2026"))
    await add(10, 30, "ask")
    await amendMembership(admin, {
      id: membership.id,
      changes: { cancelledFrom: today },
      reason: "Never came",
    })
    await add(0, 9, "ask")
  })

  test("names three others and counts the rest", async () => {
    const { clientId, add } = await covered()
    for (const from of [1, 2, 3, 4]) await add(from, from + 10)
    const message =
      "These days overlap Unlimited (3/10/2026 to 3/30/2026), Student (3/11/2026 to 3/21/2026), "
    await expect(add(5, 5, "ask")).rejects.toMatchObject({
      message: `${message}Student (3/12/2026 to 3/22/2026) and 2 more.`,
    })
    expect(await listMemberships(admin, { clientId })).toHaveLength(5)
  })
})

describe("extending a membership", () => {
  test("asks about what it would newly overlap, and not again about what it overlapped before", async () => {
    const { membership, add } = await covered()
    await add(21, 40)
    const extend = (to: number, overlap: "ask" | "allow") =>
      amendMembership(admin, { id: membership.id, changes: { endsOn: day(to) }, reason: "Was ill", overlap })
    await expect(extend(25, "ask")).rejects.toMatchObject(asked("Student"))
    expect(await extend(25, "allow")).toMatchObject({ endsOn: day(25) })
    expect(await extend(30, "ask")).toMatchObject({ endsOn: day(30) })
  })
})

describe("a membership without a last day", () => {
  test.each([
    ["unlimited", "2026-03-10", "2027-03-09"],
    ["unlimited", "2028-02-29", "2029-02-28"],
    ["unlimited", "2027-03-01", "2028-02-29"],
    ["10_hours", "2026-01-31", "2026-02-28"],
    ["10_hours", "2028-01-31", "2028-02-29"],
    ["10_hours", "2026-12-31", "2027-01-30"],
    ["day_pass", "2026-03-08", "2026-03-08"],
  ])("%s from %s lasts until %s", async (planCode, startsOn, endsOn) => {
    const { id: clientId } = await addClient(centre)
    for (const missing of [{}, { endsOn: "" }, { endsOn: null }])
      expect(await enroll(admin, { clientId, planCode, startsOn, ...missing })).toMatchObject({ endsOn })
  })
})

test("a retired plan is not given", async () => {
  const { clientId, membership } = await covered()
  const [tournament] = await centre.sql`select id from plans where code = 'tournament'`
  await updatePlan(admin, { id: tournament?.id, changes: { retired: true } })
  const message = expect.stringContaining("Tournament is retired")
  const refusal = { kind: "invalid", details: { fields: [{ field: "planCode", message }] } }
  const attempts = [
    () => enroll(admin, { clientId, planCode: "tournament", startsOn: today }),
    () => amendMembership(admin, { id: membership.id, changes: { planCode: "tournament" } }),
  ]
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject(refusal)
  expect(await listMemberships(admin, { clientId })).toHaveLength(1)
})

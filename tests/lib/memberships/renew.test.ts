import { describe, expect, test } from "vitest"
import { clientHistory } from "../../../lib/clients/history"
import { amendMembership } from "../../../lib/memberships/amend"
import { enroll } from "../../../lib/memberships/enroll"
import { listMemberships } from "../../../lib/memberships/list"
import { updatePlan } from "../../../lib/memberships/plans"
import { renew } from "../../../lib/memberships/renew"
import { renewalProposal } from "../../../lib/memberships/status"
import { beforeTests } from "../../support/before"
import { addClient, addUser, day, inMinutes, openCentre, today } from "../../support/cast"

const centre = openCentre({ max: 20 })
const admin = centre.admin()
const bea = centre.contextOf(beforeTests(() => addUser(centre.system(), "Bea Boss", "admin")))

async function member(startsOn: string, endsOn: string, planCode = "unlimited") {
  const { id: clientId } = await addClient(centre)
  return enroll(admin, { clientId, planCode, startsOn, endsOn })
}

describe("a renewal", () => {
  test("keeps the plan and begins the day after the end, for as long as the plan lasts", async () => {
    const current = await member("2026-01-01", "2026-12-31")
    const { membership, duplicate, message } = await renew(admin, { membershipId: current.id })
    expect([duplicate, message]).toEqual([false, null])
    expect(membership).toMatchObject({
      plan: { code: "unlimited" },
      startsOn: "2027-01-01",
      endsOn: "2027-12-31",
      renewalOf: current.id,
    })
    expect(membership).toMatchObject(term(renewalProposal(current, today)))
    const [event] = (await clientHistory(admin, { clientId: current.clientId })).rows
    expect(event).toMatchObject({
      type: "membership.created",
      actorName: "Alex Admin",
      data: { membershipId: membership.id, renewalOf: current.id, startsOn: "2027-01-01" },
    })
  })

  test.each([
    ["10_hours", "2026-01-01", "2026-01-31", "2026-02-01", "2026-02-28"],
    ["10_hours", "2027-12-31", "2028-01-30", "2028-01-31", "2028-02-29"],
    ["unlimited", "2027-03-01", "2028-02-28", "2028-02-29", "2029-02-28"],
    ["unlimited", "2027-03-01", "2028-02-29", "2028-03-01", "2029-02-28"],
    ["day_pass", "2026-03-08", "2026-03-08", "2026-03-09", "2026-03-09"],
  ])("of %s from %s to %s is from %s to %s", async (planCode, from, to, startsOn, endsOn) => {
    const { membership } = await renew(admin, { membershipId: (await member(from, to, planCode)).id })
    expect(membership).toMatchObject({ startsOn, endsOn })
  })

  test("takes another plan and other dates when they are given", async () => {
    const { id } = await member(day(-30), day(-3))
    const other = { planCode: "10_hours", startsOn: day(5) }
    const { membership } = await renew(admin, { membershipId: id, ...other })
    expect(membership).toMatchObject({ plan: { code: "10_hours" }, startsOn: day(5), endsOn: "2026-04-14" })
    const exact = await renew(admin, { membershipId: membership.id, endsOn: "2026-05-01" })
    expect(exact.membership).toMatchObject({ startsOn: "2026-04-15", endsOn: "2026-05-01" })
  })

  test("of a membership that was cancelled begins after its last day that counted, or today if none did", async () => {
    const cancelled = await member(day(-30), day(300))
    const cancel = (cancelledFrom: string) =>
      amendMembership(admin, { id: cancelled.id, changes: { cancelledFrom }, reason: "Moved" })
    expect(renewalProposal(await cancel(day(10)), today).startsOn).toBe(day(10))
    expect(renewalProposal(await cancel(day(-30)), today).startsOn).toBe(today)
    expect((await renew(admin, { membershipId: cancelled.id })).membership.startsOn).toBe(today)
  })

  test("asks once about days that another membership covers", async () => {
    const current = await member(day(-30), day(10))
    const { clientId } = current
    await enroll(admin, { clientId, planCode: "student", startsOn: day(0), endsOn: day(40) })
    await expect(renew(admin, { membershipId: current.id, overlap: "ask" })).rejects.toMatchObject({
      kind: "conflict",
      details: { fields: [{ field: "overlap", message: expect.stringContaining("Student") }] },
    })
    expect((await renew(admin, { membershipId: current.id, overlap: "allow" })).duplicate).toBe(false)
  })

  test("that ends before it begins is refused", async () => {
    const { id } = await member(day(-30), day(10))
    const attempt = renew(admin, { membershipId: id, startsOn: day(12), endsOn: day(11) })
    await expect(attempt).rejects.toMatchObject({
      kind: "invalid",
      details: { fields: [{ field: "endsOn" }] },
    })
  })

  test("of a retired plan says so, and another plan is chosen", async () => {
    const { id: membershipId } = await member(day(-30), day(10), "tournament")
    const [plan] = await centre.sql`select id from plans where code = 'tournament'`
    await updatePlan(admin, { id: plan?.id, changes: { retired: true } })
    await expect(renew(admin, { membershipId })).rejects.toMatchObject({
      kind: "invalid",
      details: { fields: [{ field: "planCode", message: "Tournament is retired. Choose another plan." }] },
    })
    const { membership } = await renew(admin, { membershipId, planCode: "student" })
    expect(membership.plan.code).toBe("student")
  })

  test("of a membership that does not exist, or of a deleted client, is not found", async () => {
    const membershipId = "0198c0de-0000-7000-8000-000000000000"
    await expect(renew(admin, { membershipId })).rejects.toMatchObject({ kind: "not_found" })
    const { id, clientId } = await member(day(-30), day(10))
    await centre.sql`update clients set deleted_at = now() where id = ${clientId}`
    await expect(renew(admin, { membershipId: id })).rejects.toMatchObject({ kind: "not_found" })
  })
})

describe("two admins who renew the same membership", () => {
  test("at once make one renewal; the second sees who made it, and when", async () => {
    const current = await member("2026-01-01", "2026-12-31")
    const input = { membershipId: current.id }
    const answers = await Promise.all([renew(admin, input), renew(bea(), input)])
    const [first, second] = answers.toSorted((a, b) => Number(a.duplicate) - Number(b.duplicate))
    expect([first?.duplicate, second?.duplicate]).toEqual([false, true])
    expect(second?.membership).toEqual(first?.membership)
    const winner = answers[0]?.duplicate ? "Bea Boss" : "Alex Admin"
    expect(second?.message).toBe(
      `Already renewed by ${winner} at 11:00 AM: Unlimited, 1/1/2027 to 12/31/2027.`,
    )
    expect(await listMemberships(admin, { clientId: current.clientId })).toHaveLength(2)
    expect((await clientHistory(admin, { clientId: current.clientId })).rows).toHaveLength(3)
  })

  test("one after the other, with other plans and dates, make one renewal", async () => {
    const current = await member(day(-30), day(10))
    await renew(admin, { membershipId: current.id })
    const late = { membershipId: current.id, planCode: "student", startsOn: day(50), overlap: "ask" } as const
    const answer = await renew(bea({ now: inMinutes(60 * 24 * 3) }), late)
    expect(answer).toMatchObject({ duplicate: true, membership: { plan: { code: "unlimited" } } })
    expect(answer.message).toMatch(
      /^Already renewed by Alex Admin on 3\/10\/2026: Unlimited, 3\/21\/2026 to /,
    )
  })

  test("twenty at once make one renewal, and nineteen see it", async () => {
    const current = await member(day(-30), day(10))
    const contexts = Array.from({ length: 20 }, (_, index) => (index % 2 ? admin : bea()))
    const answers = await Promise.all(contexts.map((ctx) => renew(ctx, { membershipId: current.id })))
    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1)
    expect(new Set(answers.map(({ membership }) => membership.id)).size).toBe(1)
    expect(await listMemberships(admin, { clientId: current.clientId })).toHaveLength(2)
  })

  test("renew it again once its renewal was cancelled", async () => {
    const current = await member(day(-30), day(10))
    const first = await renew(admin, { membershipId: current.id })
    const changes = { cancelledFrom: first.membership.startsOn }
    await amendMembership(admin, { id: first.membership.id, changes, reason: "Wrong client" })
    const second = await renew(bea(), { membershipId: current.id })
    expect(second.duplicate).toBe(false)
    expect(second.membership.id).not.toBe(first.membership.id)
  })
})

const term = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }) => ({ startsOn, endsOn })

import { describe, expect, test } from "vitest"
import { getClient } from "../../../lib/clients/get"
import { clientHistory } from "../../../lib/clients/history"
import { amendMembership } from "../../../lib/memberships/amend"
import { enroll } from "../../../lib/memberships/enroll"
import { renew } from "../../../lib/memberships/renew"
import { addClient, day, openCentre, today } from "../../support/cast"
import { everythingIn } from "../database"

const centre = openCentre()
const admin = centre.admin()
const reason = "Was ill"

async function member(from = -30, to = 60, more: { externalId?: string } = {}) {
  const { id: clientId } = await addClient(centre)
  return enroll(admin, { clientId, planCode: "unlimited", startsOn: day(from), endsOn: day(to), ...more })
}

const latest = async (clientId: string) => (await clientHistory(admin, { clientId })).rows[0]
const statusOf = async (id: string) => (await getClient(admin, { id })).coverage

describe("a membership is extended", () => {
  test("to another last day, with a reason that stands in the history", async () => {
    const { id, clientId } = await member()
    const changed = await amendMembership(admin, { id, changes: { endsOn: day(90) }, reason })
    expect(changed).toMatchObject({ endsOn: day(90), holdsUntil: day(90) })
    expect(await statusOf(clientId)).toMatchObject({ status: "active", endsOn: day(90) })
    expect(await latest(clientId)).toMatchObject({
      type: "membership.updated",
      data: {
        membershipId: id,
        planCode: "unlimited",
        reason,
        fields: { endsOn: { from: day(60), to: day(90) } },
      },
    })
  })

  test("by a script without a reason", async () => {
    const { id } = await member()
    const changed = await amendMembership(centre.adminKey(), { id, changes: { endsOn: day(90) } })
    expect(changed.endsOn).toBe(day(90))
  })
})

describe("a membership is corrected", () => {
  test("in plan, dates and external id, and nothing else moves", async () => {
    const before = await member()
    const changes = { planCode: "student", startsOn: day(-20), externalId: "zap-7" }
    const after = await amendMembership(admin, { id: before.id, changes })
    const { updatedAt, plan, ...rest } = { ...before, startsOn: day(-20), externalId: "zap-7" }
    expect(after).toMatchObject(rest)
    expect(after.plan.code).toBe("student")
    expect((await latest(before.clientId))?.data).toMatchObject({
      reason: null,
      fields: {
        planCode: { from: "unlimited", to: "student" },
        startsOn: { from: day(-30), to: day(-20) },
        externalId: { from: null, to: "zap-7" },
      },
    })
  })

  test("without any change leaves no trace", async () => {
    const { id, endsOn, clientId } = await member()
    const before = await everythingIn(centre.sql)
    await amendMembership(admin, { id, changes: {} })
    await amendMembership(admin, { id, changes: { endsOn, planCode: "unlimited", cancelledFrom: null } })
    expect(await everythingIn(centre.sql)).toBe(before)
    expect((await clientHistory(admin, { clientId })).rows).toHaveLength(2)
  })
})

describe("a membership is cancelled", () => {
  test("from a day, keeping its dates, and taken back as if nothing had been", async () => {
    const before = await member()
    const { id, clientId } = before
    const cancelled = await amendMembership(admin, { id, changes: { cancelledFrom: today }, reason })
    expect(cancelled).toMatchObject({
      endsOn: day(60),
      cancelledFrom: today,
      cancellationReason: reason,
      holdsUntil: day(-1),
    })
    expect(cancelled.cancelledAt).toEqual(admin.now)
    expect(await statusOf(clientId)).toMatchObject({ status: "expired", endsOn: day(-1) })
    expect((await latest(clientId))?.data).toMatchObject({
      reason,
      fields: { cancelledFrom: { from: null, to: today } },
    })
    const back = await amendMembership(admin, { id, changes: { cancelledFrom: null } })
    expect({ ...back, updatedAt: null }).toEqual({ ...before, updatedAt: null })
    expect(await statusOf(clientId)).toMatchObject({ status: "active", endsOn: day(60) })
    expect((await latest(clientId))?.data).toMatchObject({
      reason: null,
      fields: { cancelledFrom: { from: today, to: null } },
    })
  })

  test.each([
    ["from its first day", -30, null],
    ["from before its first day", -40, null],
    ["from a day ahead", 20, 19],
    ["from its last day", 60, 59],
  ])("%s", async (_, from, until) => {
    const { id } = await member()
    const changed = await amendMembership(admin, { id, changes: { cancelledFrom: day(from) }, reason })
    expect(changed.holdsUntil).toBe(until === null ? null : day(until))
  })

  test("and its cancellation moved to another day", async () => {
    const { id } = await member()
    await amendMembership(admin, { id, changes: { cancelledFrom: day(5) }, reason })
    const moved = await amendMembership(admin, { id, changes: { cancelledFrom: day(9) }, reason: "Later" })
    expect(moved).toMatchObject({ holdsUntil: day(8), cancellationReason: "Later" })
  })

  test("twice, the second time taken back too late: its place as the renewal is taken", async () => {
    const current = await member()
    const first = (await renew(admin, { membershipId: current.id })).membership
    await amendMembership(admin, { id: first.id, changes: { cancelledFrom: first.startsOn }, reason })
    await renew(admin, { membershipId: current.id })
    const before = await everythingIn(centre.sql)
    const attempt = amendMembership(admin, { id: first.id, changes: { cancelledFrom: null } })
    await expect(attempt).rejects.toMatchObject({
      kind: "conflict",
      message: "Another renewal took its place in the meantime. Cancel that one first.",
    })
    expect(await everythingIn(centre.sql)).toBe(before)
  })
})

describe("a change is refused", () => {
  const refused: [string, object, string | undefined, string][] = [
    ["that moves the end without saying why", { endsOn: day(90) }, undefined, "reason"],
    ["that moves the end with a blank reason", { endsOn: day(90) }, "  ", "reason"],
    ["that cancels without saying why", { cancelledFrom: today }, undefined, "reason"],
    ["that ends before it starts", { endsOn: day(-31) }, reason, "endsOn"],
    ["that starts after it ends", { startsOn: day(61) }, reason, "endsOn"],
    ["that cancels after the end", { cancelledFrom: day(61) }, reason, "cancelledFrom"],
    ["to a plan that does not exist", { planCode: "gold" }, reason, "planCode"],
    ["to no last day", { endsOn: "" }, reason, "endsOn"],
    ["to a day that does not exist", { endsOn: "2026-02-29" }, reason, "endsOn"],
    ["of what is not a membership's", { clientId: "x" }, reason, "clientId"],
  ]

  test.each(refused)("%s", async (_, changes, why, field) => {
    const { id } = await member()
    const before = await everythingIn(centre.sql)
    await expect(amendMembership(admin, { id, changes, reason: why })).rejects.toMatchObject({
      kind: "invalid",
      details: { fields: [{ field }] },
    })
    expect(await everythingIn(centre.sql)).toBe(before)
  })

  test("when somebody else changed the membership since it was read", async () => {
    const { id, updatedAt } = await member()
    const version = updatedAt.toISOString()
    const first = await amendMembership(admin, { id, version, changes: { endsOn: day(70) }, reason })
    const late = { id, changes: { cancelledFrom: today }, reason }
    await expect(amendMembership(admin, { ...late, version })).rejects.toMatchObject({ kind: "stale" })
    const fresh = first.updatedAt.toISOString()
    expect((await amendMembership(admin, { ...late, version: fresh })).endsOn).toBe(day(70))
  })

  test("of two made at once from the same reading, and one is written", async () => {
    const { id, updatedAt, clientId } = await member()
    const version = updatedAt.toISOString()
    const attempts = [70, 80, 90].map((days) =>
      amendMembership(admin, { id, version, changes: { endsOn: day(days) }, reason }),
    )
    const answers = await Promise.allSettled(attempts)
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    expect((await clientHistory(admin, { clientId })).rows).toHaveLength(3)
  })

  test("when the external id is another's", async () => {
    await member(-30, 60, { externalId: "zap-1" })
    const { id } = await member()
    const attempt = amendMembership(admin, { id, changes: { externalId: "zap-1" } })
    await expect(attempt).rejects.toMatchObject({
      kind: "conflict",
      details: { fields: [{ field: "externalId" }] },
    })
  })
})

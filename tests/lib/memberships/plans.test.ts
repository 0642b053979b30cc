import { describe, expect, test } from "vitest"
import { deleteClient } from "../../../lib/clients/delete"
import { amendMembership } from "../../../lib/memberships/amend"
import { enroll } from "../../../lib/memberships/enroll"
import { listPlans } from "../../../lib/memberships/list"
import { createPlan, listAllPlans, updatePlan } from "../../../lib/memberships/plans"
import { addClient, day, openCentre, today } from "../../support/cast"
import { everythingIn } from "../database"

const centre = openCentre()
const admin = centre.admin()
const weekly = { name: "Weekly", lengthValue: 7, lengthUnit: "days" } as const
const plan = async (code: string) => (await listAllPlans(admin, {})).find((one) => one.code === code)

describe("a plan", () => {
  test("is added, and given from then on", async () => {
    await createPlan(admin, { code: "weekly", ...weekly })
    const { id: clientId } = await addClient(centre)
    expect(await enroll(admin, { clientId, planCode: "weekly", startsOn: today })).toMatchObject({
      endsOn: day(6),
    })
    const [event] = await centre.sql`select type, data from events where type = 'plan.created'`
    expect(event?.data).toMatchObject({ code: "weekly", name: "Weekly" })
  })

  test("is renamed and lasts longer, and what was given stays as it is", async () => {
    const { id } = await createPlan(admin, { code: "two_weeks", ...weekly })
    const { id: clientId } = await addClient(centre)
    const given = await enroll(admin, { clientId, planCode: "two_weeks", startsOn: today })
    const changes = { name: "Fortnight", lengthValue: "14" }
    expect(await updatePlan(admin, { id, changes })).toMatchObject({ code: "two_weeks", lengthValue: 14 })
    expect(given.endsOn).toBe(day(6))
    const [event] =
      await centre.sql`select data from events where type = 'plan.updated' and data->>'planId' = ${id}`
    expect(event?.data).toEqual({
      planId: id,
      name: "Fortnight",
      fields: { name: { from: "Weekly", to: "Fortnight" }, lengthValue: { from: 7, to: 14 } },
    })
  })

  test("is retired, is no longer offered, and comes back", async () => {
    const { id } = await createPlan(admin, { code: "summer", ...weekly, name: "Summer" })
    const offered = async () => (await listPlans(admin, {})).some(({ code }) => code === "summer")
    expect(await offered()).toBe(true)
    expect((await updatePlan(admin, { id, changes: { retired: true } })).retiredAt).toEqual(admin.now)
    expect(await offered()).toBe(false)
    const all = await listPlans(admin, { includeRetired: "true" })
    expect(all.map(({ code }) => code)).toContain("summer")
    expect((await listAllPlans(admin, {})).at(-1)?.code).toBe("summer")
    await updatePlan(admin, { id, changes: { retired: false } })
    expect(await offered()).toBe(true)
  })

  test("that is changed to what it is leaves no trace", async () => {
    const { id } = await createPlan(admin, { code: "same", ...weekly })
    const before = await everythingIn(centre.sql)
    await updatePlan(admin, { id, changes: { ...weekly, retired: false } })
    await updatePlan(admin, { id, changes: {} })
    expect(await everythingIn(centre.sql)).toBe(before)
  })

  test.each([
    ["without a code", { code: " " }, "code"],
    ["with capitals in its code", { code: "Weekly" }, "code"],
    ["with a space in its code", { code: "two weeks" }, "code"],
    ["without a name", { name: "" }, "name"],
    ["of no days", { lengthValue: 0 }, "lengthValue"],
    ["of half a day", { lengthValue: 0.5 }, "lengthValue"],
    ["of more than ten years of days", { lengthValue: 3661 }, "lengthValue"],
    ["of more than ten years of months", { lengthValue: 121, lengthUnit: "months" as const }, "lengthValue"],
    ["of something that is no number", { lengthValue: "soon" }, "lengthValue"],
    ["of weeks", { lengthUnit: "weeks" as never }, "lengthUnit"],
  ])("%s is refused", async (_, wrong, field) => {
    const before = await everythingIn(centre.sql)
    const attempt = createPlan(admin, { code: "wrong", ...weekly, ...wrong })
    await expect(attempt).rejects.toMatchObject({ kind: "invalid", details: { fields: [{ field }] } })
    expect(await everythingIn(centre.sql)).toBe(before)
  })

  test("keeps within its longest length when days become months", async () => {
    const { id } = await createPlan(admin, { code: "long", ...weekly, lengthValue: 365 })
    const attempt = updatePlan(admin, { id, changes: { lengthUnit: "months" } })
    await expect(attempt).rejects.toMatchObject({ details: { fields: [{ field: "lengthValue" }] } })
  })

  test("never changes its code, and none has the code of another", async () => {
    const { id } = await createPlan(admin, { code: "once", ...weekly })
    await expect(updatePlan(admin, { id, changes: { code: "twice" } as never })).rejects.toMatchObject({
      kind: "invalid",
    })
    const again = await Promise.allSettled(
      [1, 2, 3].map(() => createPlan(admin, { code: "taken", ...weekly })),
    )
    expect(again.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    await expect(createPlan(admin, { code: "once", ...weekly })).rejects.toMatchObject({
      kind: "conflict",
      details: { fields: [{ field: "code" }] },
    })
  })
})

test("each plan counts the memberships that cover somebody today", async () => {
  await createPlan(admin, { code: "counted", ...weekly })
  const give = async (from: number, to: number) => {
    const { id: clientId } = await addClient(centre)
    return enroll(admin, { clientId, planCode: "counted", startsOn: day(from), endsOn: day(to) })
  }
  await give(0, 0)
  await give(-9, 9)
  await give(-9, -1)
  await give(1, 9)
  const cancelled = await give(-9, 9)
  await amendMembership(admin, { id: cancelled.id, changes: { cancelledFrom: today }, reason: "Moved" })
  const deleted = await give(-9, 9)
  await deleteClient(admin, { id: deleted.clientId })
  expect(await plan("counted")).toMatchObject({ heldToday: 2 })
  expect(await plan("tournament")).toMatchObject({ heldToday: 0 })
})

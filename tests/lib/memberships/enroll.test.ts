import { describe, expect, test } from "vitest"
import { getClient } from "../../../lib/clients/get"
import { clientHistory } from "../../../lib/clients/history"
import { enroll } from "../../../lib/memberships/enroll"
import { listMemberships, listPlans } from "../../../lib/memberships/list"
import { addClient, day, openCentre, today } from "../../support/cast"

const centre = openCentre()
const admin = centre.admin()
const year = { planCode: "unlimited", startsOn: today, endsOn: day(364) }

describe("a membership", () => {
  test("covers the client from the moment it is given", async () => {
    const { id: clientId } = await addClient(centre)
    const membership = await enroll(admin, { clientId, ...year })
    expect(membership).toMatchObject({
      clientId,
      startsOn: today,
      endsOn: day(364),
      plan: { name: "Unlimited" },
    })
    expect((await getClient(admin, { id: clientId })).coverage).toMatchObject({
      status: "active",
      endsOn: day(364),
    })
    const {
      rows: [event],
    } = await clientHistory(admin, { clientId })
    expect(event).toMatchObject({
      type: "membership.created",
      data: { planCode: "unlimited", endsOn: day(364) },
    })
  })

  test("counts instead of the POS as soon as there is one", async () => {
    const { id: clientId } = await addClient(centre, { posStartDate: day(-90), posEndDate: day(200) })
    await enroll(admin, { clientId, planCode: "day_pass", startsOn: day(-5), endsOn: day(-5) })
    expect((await getClient(admin, { id: clientId })).coverage).toMatchObject({
      status: "expired",
      endsOn: day(-5),
    })
  })

  test("is one of several, the one that ends last first", async () => {
    const { id: clientId } = await addClient(centre)
    await enroll(admin, { clientId, ...year, endsOn: day(10) })
    await enroll(admin, { clientId, ...year, planCode: "student", endsOn: day(20) })
    expect((await listMemberships(admin, { clientId })).map(({ endsOn }) => endsOn)).toEqual([
      day(20),
      day(10),
    ])
    expect(await getClient(admin, { id: clientId })).toMatchObject({
      coverage: { endsOn: day(20), plan: { code: "student" } },
    })
  })

  test.each([
    ["with an unknown plan", { planCode: "gold" }, "planCode"],
    ["that ends before it starts", { endsOn: day(-1) }, "endsOn"],
    ["that starts on a day that does not exist", { startsOn: "2026-02-29" }, "startsOn"],
  ])("%s is refused", async (_, wrong, field) => {
    const { id: clientId } = await addClient(centre)
    const attempt = enroll(admin, { clientId, ...year, ...wrong })
    await expect(attempt).rejects.toMatchObject({ kind: "invalid", details: { fields: [{ field }] } })
    expect(await listMemberships(admin, { clientId })).toEqual([])
  })

  test("with an external id is given once", async () => {
    const { id: clientId } = await addClient(centre)
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, () => enroll(admin, { clientId, ...year, externalId: "zap-1" })),
    )
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    expect(await listMemberships(admin, { clientId })).toHaveLength(1)
  })
})

test("the plans of the centre are there from the start", async () => {
  const names = (await listPlans(admin, {})).map(({ name }) => name)
  expect(names).toEqual(["10 Hours", "20 Hours", "Day Pass", "Student", "Tournament", "Unlimited"])
})

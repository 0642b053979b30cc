import { beforeEach, describe, expect, test } from "vitest"
import { checkIn } from "../../../lib/check-ins/check-in"
import { voidCheckIn } from "../../../lib/check-ins/void"
import { grantConsent } from "../../../lib/clients/consents"
import { deleteClient } from "../../../lib/clients/delete"
import { amendMembership } from "../../../lib/memberships/amend"
import { renew } from "../../../lib/memberships/renew"
import { day, inMinutes, now, openCentre } from "../../support/cast"
import { messagesOf } from "./people"

const centre = openCentre()
const admin = centre.admin()
const { person, member, plan, switchOn, rowsOf, rowOf, clear } = messagesOf(centre)
const DAY = 24 * 60

beforeEach(clear)

describe("a message about the end of a membership", () => {
  beforeEach(() => switchOn("expiry"))

  test("is planned when 30 days are left, once, until the last evening", async () => {
    const [soon, later] = [await person(), await person()]
    const { id } = await member(soon.id, day(-10), day(30))
    await member(later.id, day(-10), day(31))
    expect(await plan("expiry")).toBe(1)
    expect(await plan("expiry")).toBe(0)
    expect(await rowOf(soon.id)).toMatchObject({
      about: id,
      state: "waiting",
      good_until: new Date("2026-04-10T04:00:00Z"),
    })
    expect(await plan("expiry", inMinutes(DAY))).toBe(1)
    expect(await rowsOf(later.id)).toHaveLength(1)
  })

  test("is not planned once the coverage goes on", async () => {
    const { id } = await person()
    const { id: membershipId } = await member(id, day(-100), day(12))
    await renew(admin, { membershipId })
    expect(await plan("expiry")).toBe(0)
  })

  test("comes neither to those whom only their POS dates cover nor to those who were deleted", async () => {
    await person({ posStartDate: day(-9), posEndDate: day(9) })
    const gone = await person()
    await member(gone.id, day(-9), day(9))
    await deleteClient(admin, { id: gone.id })
    expect(await plan("expiry")).toBe(0)
  })

  test("is planned on a later day for who consents or gets a phone number later", async () => {
    const { id } = await person({ consent: false })
    await member(id, day(-9), day(9))
    await member((await person({ phone: null })).id, day(-9), day(9))
    expect(await plan("expiry")).toBe(0)
    await grantConsent(admin, { clientId: id, kind: "sms" })
    expect(await plan("expiry", inMinutes(DAY))).toBe(1)
  })

  test("comes once in 30 days to somebody with one short membership after the other", async () => {
    const { id } = await person()
    for (const days of [0, 2, 4]) await member(id, day(days), day(days))
    for (const days of [0, 2, 4]) await plan("expiry", inMinutes(days * DAY))
    expect(await rowsOf(id)).toHaveLength(1)
  })

  test("comes again when another membership ends", async () => {
    const { id } = await person()
    await member(id, day(-9), day(9))
    await plan("expiry")
    await member(id, day(10), day(60))
    expect(await plan("expiry", inMinutes(40 * DAY))).toBe(1)
    expect(await rowsOf(id)).toHaveLength(2)
  })

  test("is not planned while these messages do not go out", async () => {
    await messagesOf(centre).switchOff("expiry")
    await member((await person()).id, day(-9), day(9))
    expect(await plan("expiry")).toBe(0)
  })
})

describe("the nudge in the middle of a month", () => {
  const slot = new Date("2026-03-15T17:00:00Z")
  beforeEach(() => switchOn("nudge"))

  test("comes to those who are covered and have not come since the 1st", async () => {
    const [came, before, voided, uncovered] = [await person(), await person(), await person(), await person()]
    for (const { id } of [came, before, voided]) await member(id, day(-100), day(100))
    const visit = (id: string, at: string) =>
      checkIn(centre.staff({ now: new Date(at) }), { clientId: id, idempotencyKey: `${id} ${at}` })
    await visit(came.id, "2026-03-01T08:30:00Z")
    await visit(before.id, "2026-03-01T07:30:00Z")
    const { visit: wrong } = await visit(voided.id, "2026-03-10T18:00:00Z")
    await voidCheckIn(centre.admin({ now: slot }), { id: wrong.id, reason: "Somebody else" })
    expect(await plan("nudge", slot)).toBe(2)
    expect(await rowsOf(uncovered.id)).toHaveLength(0)
    expect(await rowsOf(came.id)).toHaveLength(0)
    expect(await rowOf(before.id)).toMatchObject({
      about: "2026-03",
      good_until: new Date("2026-03-20T17:00:00Z"),
    })
  })

  test("comes once a month, and not for a month that is over", async () => {
    const { id } = await person()
    await member(id, day(-100), day(100))
    expect(await plan("nudge", slot)).toBe(1)
    expect(await plan("nudge", new Date("2026-03-16T17:00:00Z"), slot)).toBe(0)
    expect(await plan("nudge", new Date("2026-04-15T17:00:00Z"))).toBe(1)
    await centre.sql`delete from messages`
    expect(await plan("nudge", new Date("2026-03-21T17:00:00Z"), slot)).toBe(0)
  })
})

describe("the message about the meetup", () => {
  beforeEach(() => switchOn("meetup"))

  test("comes to everybody who is covered, also by POS dates, and is good until the centre closes", async () => {
    const [covered, pos, ended] = [
      await person(),
      await person({ posStartDate: day(-9), posEndDate: day(9) }),
      await person(),
    ]
    await member(covered.id, day(-9), day(9))
    await member(ended.id, day(-9), day(-1))
    expect(await plan("meetup")).toBe(2)
    for (const { id } of [covered, pos])
      expect(await rowOf(id)).toMatchObject({
        about: "2026-03-10",
        good_until: new Date("2026-03-11T03:00:00Z"),
      })
  })

  test("tells of the next meetup when it is asked for on another day, and that one only once", async () => {
    const { id } = await person()
    await member(id, day(-9), day(90))
    expect(await plan("meetup", inMinutes(DAY))).toBe(1)
    expect(await rowOf(id)).toMatchObject({ about: "2026-04-14" })
    expect(await plan("meetup", new Date("2026-04-14T17:00:00Z"))).toBe(0)
  })
})

describe("the welcome", () => {
  beforeEach(() => switchOn("welcome", inMinutes(-60)))

  test("comes to who was not covered before, also when the membership begins later", async () => {
    const [starts, later] = [await person(), await person()]
    const { id } = await member(starts.id, day(0), day(90))
    await member(later.id, day(10), day(90))
    expect(await plan("welcome")).toBe(2)
    expect(await plan("welcome")).toBe(0)
    expect(await rowOf(starts.id)).toMatchObject({ about: id, good_until: inMinutes(7 * DAY) })
  })

  test("comes neither for a renewal nor for what follows on directly", async () => {
    const [renewed, followed] = [await person(), await person()]
    for (const { id } of [renewed, followed])
      await member(id, day(-30), day(5), { now: inMinutes(-30 * DAY) })
    const { rows } = { rows: await centre.sql`select id from memberships where client_id = ${renewed.id}` }
    await renew(admin, { membershipId: String(rows[0]?.id) })
    await member(followed.id, day(6), day(90))
    expect(await plan("welcome")).toBe(0)
  })

  test("comes again to who was away for long and joins anew", async () => {
    const { id } = await person()
    await member(id, day(-200), day(-100), { now: inMinutes(-200 * DAY) })
    await member(id, day(0), day(90))
    expect(await plan("welcome")).toBe(1)
  })

  test("comes once for several memberships that are added at once, in whatever order", async () => {
    const { id } = await person()
    await member(id, day(91), day(180))
    await member(id, day(0), day(90))
    expect(await plan("welcome")).toBe(1)
    expect(await plan("welcome", inMinutes(DAY))).toBe(0)
  })

  test("does not come for what is over, was cancelled, or was there before greetings went out", async () => {
    const [over, cancelled, old] = [await person(), await person(), await person()]
    await member(over.id, day(-90), day(-1))
    const { id } = await member(cancelled.id, day(0), day(90))
    await amendMembership(admin, { id, changes: { cancelledFrom: day(0) }, reason: "By mistake" })
    await member(old.id, day(0), day(90), { now: inMinutes(-61) })
    expect(await plan("welcome")).toBe(0)
  })

  test("does not come for what was added while greetings were switched off", async () => {
    const { switchOff } = messagesOf(centre)
    await switchOff("welcome", inMinutes(-50))
    await member((await person()).id, day(0), day(90), { now: inMinutes(-40) })
    await switchOn("welcome", inMinutes(-30))
    expect(await plan("welcome", now)).toBe(0)
  })
})

import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { checkIn } from "../../../lib/check-ins/check-in"
import { checkOut } from "../../../lib/check-ins/check-out"
import { closeVisits } from "../../../lib/check-ins/close"
import { correctVisit, enterMissedVisit, enterMissedVisits } from "../../../lib/check-ins/correct"
import { expectedOn, rollCall } from "../../../lib/check-ins/day-sheet"
import { lastVisit, listCheckIns, whoIsHere } from "../../../lib/check-ins/list"
import { voidCheckIn } from "../../../lib/check-ins/void"
import { addContactMethod } from "../../../lib/clients/contact-methods"
import { addDays, dateIn, momentOn } from "../../../lib/core/clock"
import { changeSetting } from "../../../lib/settings/change"
import { addClient, day, inMinutes, openCentre, timeZone, today } from "../../support/cast"
import { often } from "../../support/often"

const centre = openCentre()
const { sql } = centre
const at = (time: string, date = today) => momentOn(date, time, timeZone)
const admin = centre.admin()
const why = { reason: "Forgot to check out", evidence: "paper_sheet" } as const

async function visit(time: string, date = today) {
  const { id } = await addClient(centre)
  const ctx = centre.staff({ now: at(time, date) })
  return (await checkIn(ctx, { clientId: id, idempotencyKey: crypto.randomUUID() })).visit
}

const correctionsOf = (id: string) =>
  sql`select checked_in_at, checked_out_at, reason, evidence from visit_corrections where check_in_id = ${id} order by at, id`

describe("the times of a visit", () => {
  test("are corrected with evidence, and what was recorded first stays", async () => {
    const { id, clientId, checkedInAt } = await visit("09:00")
    await checkOut(centre.staff({ now: at("09:01") }), { id })
    const corrected = await correctVisit(admin, { id, from: "08:30", to: "10:40", ...why })
    expect(corrected).toMatchObject({
      ...{ checkedInAt: at("08:30"), checkedOutAt: at("10:40"), needsReview: false },
      ...{ firstInAt: checkedInAt, firstOutAt: at("09:01") },
    })
    const again = await correctVisit(admin, { id, to: "10:50", reason: "Misread", evidence: "camera" })
    expect(again).toMatchObject({ checkedInAt: at("08:30"), firstInAt: checkedInAt, firstOutAt: at("09:01") })
    expect(await correctionsOf(id)).toMatchObject([
      { checked_out_at: at("10:40"), evidence: "paper_sheet" },
      { checked_in_at: at("08:30"), checked_out_at: at("10:50"), evidence: "camera" },
    ])
    expect((await lastVisit(admin, { clientId }))?.checkedOutAt).toEqual(at("10:50"))
    const told =
      await sql`select data from events where client_id = ${clientId} and type = 'visit.corrected' order by id`
    expect(told.map(({ data }) => data.to.out)).toEqual(
      [at("10:40"), at("10:50")].map((one) => one.toISOString()),
    )
  })

  test("may pass midnight, but lie before now and within a day", async () => {
    const { id } = await visit("22:00", day(-2))
    const kept = await correctVisit(admin, { id, to: "01:15", ...why })
    expect(kept.checkedOutAt).toEqual(at("01:15", day(-1)))
    const { id: todays } = await visit("09:00")
    for (const times of [
      { to: "11:30" },
      { from: "11:30", to: "11:40" },
      { day: day(1), from: "08:00", to: "09:00" },
    ])
      await expect(correctVisit(admin, { id: todays, ...times, ...why })).rejects.toMatchObject({
        kind: "invalid",
      })
    await expect(correctVisit(admin, { id: todays, to: "25:00", ...why })).rejects.toMatchObject({
      kind: "invalid",
    })
    await expect(correctVisit(admin, { id: todays, to: "10:00", ...why, reason: " " })).rejects.toMatchObject(
      {
        details: { fields: [{ field: "reason", message: "Say why." }] },
      },
    )
  })

  test("that need a review are settled by confirming them", async () => {
    const { id } = await visit("18:00", day(-1))
    await closeVisits(centre.system(), {})
    const { rows } = await listCheckIns(admin, { from: day(-1), to: day(-1) })
    expect(rows.find((row) => row.id === id)).toMatchObject({
      needsReview: true,
      checkedOutAt: at("20:00", day(-1)),
    })
    expect(await correctVisit(admin, { id, to: "20:00", ...why })).toMatchObject({ needsReview: false })
  })

  test("are set by staff only where nobody recorded an end", async () => {
    const forgotten = await visit("09:00")
    const staff = centre.staff()
    expect(await correctVisit(staff, { id: forgotten.id, to: "10:00", ...why })).toMatchObject({
      checkedOutAt: at("10:00"),
    })
    await expect(correctVisit(staff, { id: forgotten.id, to: "10:30", ...why })).rejects.toMatchObject({
      kind: "forbidden",
      message: "This visit has an end. An admin can correct it.",
    })
    const other = await visit("09:00")
    await expect(
      correctVisit(staff, { id: other.id, from: "08:00", to: "10:00", ...why }),
    ).rejects.toMatchObject({
      message: "You may set only the end of a visit.",
    })
  })

  test("are not overwritten by who had read others, and not changed once taken back", async () => {
    const { id, checkedInAt } = await visit("09:00")
    const seen = { in: checkedInAt.toISOString(), out: null }
    await correctVisit(admin, { id, to: "10:00", seen, ...why })
    await expect(correctVisit(admin, { id, to: "10:30", seen, ...why })).rejects.toMatchObject({
      kind: "stale",
    })
    await voidCheckIn(admin, { id, reason: "Was somebody else" })
    await expect(correctVisit(admin, { id, to: "10:30", ...why })).rejects.toMatchObject({ kind: "conflict" })
  })

  test("stand in corrections that nobody changes or takes away", async () => {
    const { id } = await visit("09:00")
    await correctVisit(admin, { id, to: "10:00", ...why })
    await expect(sql`update visit_corrections set checked_out_at = now()`).rejects.toThrow("never changed")
    await expect(sql`delete from visit_corrections`).rejects.toThrow("never changed")
  })

  test("are those of the newest correction, whatever was corrected how often", async () => {
    const minute = fc.integer({ min: 0, max: 23 * 60 + 59 })
    const clock = (minutes: number) =>
      `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`
    const tries = fc.array(fc.record({ from: minute, to: minute }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("2026-03-07", "2025-11-01", "2026-02-10"),
        tries,
        async (date, all) => {
          const first = await visit("12:00", date)
          for (const [place, { from, to }] of all.entries()) {
            const ctx = centre.admin({ now: inMinutes(place) })
            const kept = await correctVisit(ctx, {
              ...{ id: first.id, day: date, from: clock(from), to: clock(to), ...why },
            }).catch((error) => error.kind)
            if (kept === "invalid") continue
            const newest = (await correctionsOf(first.id)).at(-1)
            expect([kept.checkedInAt, kept.checkedOutAt]).toEqual([
              newest?.checked_in_at,
              newest?.checked_out_at,
            ])
            expect(kept.checkedOutAt.getTime()).toBeGreaterThan(kept.checkedInAt.getTime())
            expect([kept.firstInAt, kept.firstOutAt]).toEqual([first.checkedInAt, null])
          }
        },
      ),
      { numRuns: often(15, 200) },
    )
  })
})

describe("a visit that nobody recorded", () => {
  const enter = (clientId: string, more: object = {}) =>
    enterMissedVisit(admin, {
      ...{ clientId, day: day(-1), from: "14:00", to: "16:30", idempotencyKey: crypto.randomUUID() },
      ...{ reason: "No power", evidence: "paper_sheet" },
      ...more,
    })

  test("is entered once, marked, and counts on its day", async () => {
    const { id } = await addClient(centre)
    const entered = await enter(id, { idempotencyKey: "paper-1" })
    expect(entered).toMatchObject({ checkedInAt: at("14:00", day(-1)), checkedOutAt: at("16:30", day(-1)) })
    expect(entered.enteredAt).toEqual(admin.now)
    expect((await enter(id, { idempotencyKey: "paper-1" })).id).toBe(entered.id)
    expect(await correctionsOf(entered.id)).toMatchObject([{ reason: "No power" }])
    await expect(enter(id, { from: "16:00", to: "17:00" })).rejects.toMatchObject({
      message: "There is a visit at that time already, from 2:00 PM. Correct that one.",
    })
    await enter(id, { from: "16:30", to: "17:00" })
    await expect(enter(id, { day: day(-400) })).rejects.toMatchObject({ kind: "invalid" })
    await expect(enter(id, { day: today, from: "10:00", to: "12:00" })).rejects.toMatchObject({
      kind: "invalid",
    })
  })

  test("comes with others from a day on paper: what cannot be entered costs the others nothing", async () => {
    const [one, two] = [await addClient(centre), await addClient(centre)]
    await enter(two.id)
    const line = (clientId: string, from: string, to: string) => ({
      ...{ clientId, from, to, idempotencyKey: crypto.randomUUID() },
    })
    const answers = await enterMissedVisits(admin, {
      ...{ day: day(-1), reason: "No power", evidence: "paper_sheet" },
      visits: [
        line(one.id, "13:00", "15:00"),
        line(two.id, "15:00", "15:30"),
        line(two.id, "09:00", "10:00"),
      ],
    })
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, true])
  })
})

describe("a centre that closes after midnight", () => {
  test("has who is here at 00:15, and ends visits at the first closing time after they began", async () => {
    await changeSetting(admin, { name: "closingTime", value: "02:00" })
    const late = await visit("23:30", day(-1))
    const ids = async (now: Date) => (await whoIsHere(centre.staff({ now }), {})).map(({ id }) => id)
    expect(await ids(at("00:15"))).toContain(late.id)
    await closeVisits(centre.system({ now: at("01:59") }), {})
    expect(await ids(at("01:59"))).toContain(late.id)
    await closeVisits(centre.system({ now: at("02:01") }), {})
    expect(await ids(at("02:01"))).not.toContain(late.id)
    const [closed] = await sql`select checked_out_at from check_ins where id = ${late.id}`
    expect(closed?.checked_out_at).toEqual(at("02:00"))
    await changeSetting(admin, { name: "closingTime", value: "20:00" })
  })

  test("agrees with every other: who is here is not closed, and a visit ends at the first closing time", async () => {
    const closing = fc.constantFrom("00:00", "00:30", "02:00", "03:30", "12:00", "20:00", "23:59")
    // Around both changes of the clock.
    const dates = fc.constantFrom("2026-03-07", "2026-03-08", "2025-11-01", "2025-11-02", "2026-02-10")
    const minutes = fc.integer({ min: 0, max: 3 * 24 * 60 })
    await fc.assert(
      fc.asyncProperty(closing, dates, minutes, minutes, async (time, date, began, later) => {
        await sql`truncate check_ins cascade`
        await changeSetting(admin, { name: "closingTime", value: time })
        const start = new Date(at("00:00", date).getTime() + began * 60_000)
        const now = new Date(start.getTime() + later * 60_000)
        const { id: clientId } = await addClient(centre)
        const { visit } = await checkIn(centre.staff({ now: start }), {
          clientId,
          idempotencyKey: crypto.randomUUID(),
        })
        const own = momentOn(dateIn(start, timeZone), time, timeZone)
        const first = own > start ? own : momentOn(addDays(dateIn(start, timeZone), 1), time, timeZone)
        await closeVisits(centre.system({ now }), {})
        const here = await whoIsHere(centre.staff({ now }), {})
        expect(here.map(({ id }) => id)).toEqual(first > now ? [visit.id] : [])
        const [row] = await sql`select checked_out_at from check_ins where id = ${visit.id}`
        expect(row?.checked_out_at ?? null).toEqual(first > now ? null : first)
      }),
      { numRuns: often(40, 500) },
    )
  })
})

test("a day sheet names who came on that day of the week, and a roll call whom to call", async () => {
  await changeSetting(admin, { name: "closingTime", value: "20:00" })
  await sql`truncate clients cascade`
  const weekly = await visit("14:00", day(-7))
  await visit("14:00", day(-6))
  expect((await expectedOn(admin, { day: today })).map(({ id }) => id)).toEqual([weekly.clientId])
  const here = await visit("10:00")
  await addContactMethod(admin, {
    clientId: here.clientId,
    kind: "phone",
    value: "6615550177",
    label: "Mother",
  })
  expect(await rollCall(centre.staff(), {})).toMatchObject([{ id: here.id, phones: ["+16615550177"] }])
})

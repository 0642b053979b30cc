import fc from "fast-check"
import { expect, test } from "vitest"
import { addDays, at, dateIn } from "../../../lib/core/clock"
import { nextSlot, slotsBetween, type When } from "../../../lib/schedule/slots"

const timeZone = "America/Los_Angeles"
const slots = (when: When, from: string, until: string) =>
  slotsBetween(when, new Date(from), new Date(until), timeZone).map((slot) => slot.toISOString())
const daily = (time: string): When => ({ on: "every day", at: time })

test("a daily job comes at the same time of the clock before and after the clocks change", () => {
  expect(slots(daily("09:00"), "2026-03-07T00:00Z", "2026-03-09T20:00Z")).toEqual([
    "2026-03-07T17:00:00.000Z",
    "2026-03-08T16:00:00.000Z",
    "2026-03-09T16:00:00.000Z",
  ])
  expect(slots(daily("09:00"), "2026-10-31T00:00Z", "2026-11-02T00:00Z")).toEqual([
    "2026-10-31T16:00:00.000Z",
    "2026-11-01T17:00:00.000Z",
  ])
})

test("of two looks that follow each other one has what is due at the moment between them", () => {
  const due = "2026-03-07T17:00:00.000Z"
  expect(slots(daily("09:00"), "2026-03-07T16:00Z", due)).toEqual([due])
  expect(slots(daily("09:00"), due, "2026-03-07T18:00Z")).toEqual([])
})

test("a time that the clock skips comes as much later, and one that it shows twice comes once", () => {
  expect(slots(daily("02:30"), "2026-03-08T08:00Z", "2026-03-09T08:00Z")).toEqual([
    "2026-03-08T10:30:00.000Z",
  ])
  expect(slots(daily("01:30"), "2026-11-01T07:00Z", "2026-11-02T07:00Z")).toEqual([
    "2026-11-01T08:30:00.000Z",
  ])
})

test("the 15th and the second Tuesday come once a month, also in a leap year", () => {
  expect(slots({ on: { dayOfMonth: 15 }, at: "10:00" }, "2028-02-01T00:00Z", "2028-04-01T00:00Z")).toEqual([
    "2028-02-15T18:00:00.000Z",
    "2028-03-15T17:00:00.000Z",
  ])
  const tuesdays = slots(
    { on: { nth: 2, weekday: 2 }, at: "10:00" },
    "2026-08-01T00:00Z",
    "2027-01-01T00:00Z",
  )
  expect(tuesdays.map((slot) => slot.slice(0, 10))).toEqual([
    "2026-08-11",
    "2026-09-08",
    "2026-10-13",
    "2026-11-10",
    "2026-12-08",
  ])
})

test("the 29th of February comes in leap years only", () => {
  const all = slots(daily("09:00"), "2028-02-28T08:00Z", "2028-03-01T23:00Z")
  expect(all.map((slot) => slot.slice(0, 10))).toEqual(["2028-02-28", "2028-02-29", "2028-03-01"])
})

const someWhen: fc.Arbitrary<When> = fc.record({
  on: fc.oneof(
    fc.constant("every day" as const),
    fc.record({ dayOfMonth: fc.integer({ min: 1, max: 28 }) }),
    fc.record({ nth: fc.integer({ min: 1, max: 4 }), weekday: fc.integer({ min: 1, max: 7 }) }),
  ),
  at: fc
    .tuple(fc.nat(23), fc.nat(59))
    .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":")),
})
const zones = [
  "America/Los_Angeles",
  "Europe/Dublin",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "America/Sao_Paulo",
  "UTC",
]
const someMoment = fc.date({ min: new Date("2015-01-01"), max: new Date("2035-01-01"), noInvalidDate: true })

test("however the time is cut into pieces, each slot comes once, and the next one is the first of those to come", () => {
  fc.assert(
    fc.property(
      someWhen,
      fc.constantFrom(...zones),
      someMoment,
      fc.array(fc.integer({ min: 0, max: 40 * 86_400_000 }), { minLength: 1, maxLength: 8 }),
      (when, zone, start, steps) => {
        const cuts = [start]
        for (const step of steps) cuts.push(new Date(Number(cuts.at(-1)) + step))
        const end = cuts.at(-1) as Date
        const pieces = cuts
          .slice(1)
          .flatMap((cut, index) => slotsBetween(when, cuts[index] as Date, cut, zone))
        const whole = slotsBetween(when, start, end, zone)
        expect(pieces).toEqual(whole)
        const next = nextSlot(when, start, zone)
        if (whole[0]) expect(next).toEqual(whole[0])
        else expect(next > end).toBe(true)
      },
    ),
  )
})

test("each day has one slot, at that time where the clock shows it and within the hour after where it skips it", () => {
  fc.assert(
    fc.property(someWhen, fc.constantFrom(...zones), someMoment, ({ at: time }, zone, start) => {
      const day = dateIn(start, zone)
      const found = slotsBetween(
        daily(time),
        new Date(start.getTime() - 3 * 86_400_000),
        new Date(start.getTime() + 3 * 86_400_000),
        zone,
      )
      const ofDay = found.filter((slot) => dateIn(slot, zone) === day)
      expect(ofDay).toHaveLength(1)
      const shown = at(ofDay[0] as Date, zone)
        .toPlainTime()
        .toString()
        .slice(0, 5)
      const skipped = shown !== time
      if (skipped) expect(shown > time).toBe(true)
      expect(skipped && hasNoChange(day, zone)).toBe(false)
    }),
  )
})

/** Whether the clock of the zone shows every time of the day exactly once. */
function hasNoChange(day: string, zone: string): boolean {
  const hours = slotsBetween(
    daily("00:00"),
    new Date(`${addDays(day, -2)}T00:00Z`),
    new Date(`${addDays(day, 3)}T00:00Z`),
    zone,
  )
  const [from, to] = [day, addDays(day, 1)].map((one) => hours.find((slot) => dateIn(slot, zone) === one))
  return Number(to) - Number(from) === 86_400_000
}

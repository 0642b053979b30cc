import fc from "fast-check"
import { expect, test } from "vitest"
import { type Kept, whatToKeep } from "@/lib/backups/retention"
import { addDays, dateIn, momentOn } from "@/lib/core/clock"

const timeZone = "America/Los_Angeles"
const keep = { days: 7, weeks: 4, months: 12 }
const night = (day: string): Kept => {
  const takenAt = momentOn(day, "02:30", timeZone)
  return { takenAt, lookedAt: takenAt, good: true }
}
const daysOf = (kept: Set<Kept>) => [...kept].map(({ takenAt }) => dateIn(takenAt, timeZone)).sort()

test("after two years of nights there are 7 days, 4 weeks and 12 months", () => {
  const nights = Array.from({ length: 730 }, (_, days) => night(addDays("2026-03-10", -days)))
  const kept = whatToKeep(nights, keep, momentOn("2026-03-10", "03:00", timeZone), timeZone)
  expect(daysOf(kept)).toEqual([
    ...["2025-04-30", "2025-05-31", "2025-06-30", "2025-07-31", "2025-08-31", "2025-09-30"],
    ...["2025-10-31", "2025-11-30", "2025-12-31", "2026-01-31", "2026-02-22", "2026-02-28"],
    ...["2026-03-01", "2026-03-04", "2026-03-05", "2026-03-06", "2026-03-07", "2026-03-08"],
    ...["2026-03-09", "2026-03-10"],
  ])
})

test("keeping night by night leaves the same as keeping once at the end", () => {
  let there: Kept[] = []
  const all: Kept[] = []
  for (let days = 400; days >= 0; days--) {
    const one = night(addDays("2026-03-10", -days))
    all.push(one)
    there = [...whatToKeep([...there, one], keep, one.takenAt, timeZone)]
  }
  const atOnce = whatToKeep(all, keep, night("2026-03-10").takenAt, timeZone)
  expect(daysOf(new Set(there))).toEqual(daysOf(atOnce))
})

const now = new Date("2026-03-10T18:00:00Z")

test("an old one that turns out to have changed stays for 7 days after that was seen", () => {
  const changed = (daysAgo: number): Kept => ({
    takenAt: new Date("2025-09-30T09:30:00Z"),
    lookedAt: new Date(now.getTime() - daysAgo * 86_400_000),
    good: false,
  })
  const [fresh, old] = [changed(6), changed(7)]
  expect(whatToKeep([fresh, old], keep, now, timeZone)).toEqual(new Set([fresh]))
})

const moment = fc.date({ min: new Date("2024-01-01"), max: now, noInvalidDate: true })
const some = fc.array(fc.record({ takenAt: moment, lookedAt: moment, good: fc.boolean() }), { maxLength: 60 })
const limits = fc.record({
  days: fc.integer({ min: 1, max: 10 }),
  weeks: fc.integer({ min: 0, max: 6 }),
  months: fc.integer({ min: 0, max: 12 }),
})

test("whatever there is, the newest good one stays, and never more than the limits say", () => {
  fc.assert(
    fc.property(some, limits, (backups, keep) => {
      const kept = whatToKeep(backups, keep, now, timeZone)
      const good = backups.filter((backup) => backup.good)
      const newest = [...good].sort((a, b) => b.takenAt.getTime() - a.takenAt.getTime())[0]
      if (newest) expect(kept.has(newest)).toBe(true)
      const isOld = ({ takenAt }: Kept) => now.getTime() - takenAt.getTime() >= 2 * 86_400_000
      expect(good.filter((backup) => !isOld(backup) && !kept.has(backup))).toEqual([])
      const keptGood = [...kept].filter((backup) => backup.good)
      expect(keptGood.filter(isOld).length).toBeLessThanOrEqual(1 + keep.days + keep.weeks + keep.months)
      expect(keptGood.length).toBeGreaterThanOrEqual(Math.min(keep.days, new Set(daysOf(new Set(good))).size))
    }),
  )
})

test("one that is not good takes no good one's place, and stays for a week", () => {
  fc.assert(
    fc.property(some, limits, (backups, keep) => {
      const kept = whatToKeep(backups, keep, now, timeZone)
      const withoutBad = whatToKeep(
        backups.filter((backup) => backup.good),
        keep,
        now,
        timeZone,
      )
      expect(new Set([...kept].filter((backup) => backup.good))).toEqual(withoutBad)
      const bad = backups.filter((backup) => !backup.good)
      const recent = bad.filter(({ lookedAt }) => now.getTime() - lookedAt.getTime() < 7 * 86_400_000)
      expect(new Set([...kept].filter((backup) => !backup.good))).toEqual(new Set(recent))
    }),
  )
})

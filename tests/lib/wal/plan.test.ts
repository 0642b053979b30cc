import fc from "fast-check"
import { expect, test } from "vitest"
import {
  baseName,
  isArchived,
  type Kept,
  keptName,
  nameOfSegment,
  readBase,
  readKept,
  segmentNamed,
  segmentNumberAt,
} from "@/lib/wal/names"
import { ancestorsIn, planRecovery } from "@/lib/wal/plan"
import { obsoleteIn } from "@/lib/wal/prune"

const minute = (n: number) => new Date(Date.UTC(2026, 2, 10, 18, n))

/** A segment that was archived in that minute. */
const segment = (number: number, at: number, timeline = 1): Kept => {
  const kept = readKept(keptName(nameOfSegment({ timeline, number }), minute(at), "0123456789abcdef"))
  if (!kept) throw new Error("it is no name")
  return kept
}

const baseAt = (at: number, number: number, timeline = 1) => {
  const place = { timeline, number }
  const base = readBase(baseName({ at: minute(at), first: place, last: place }))
  if (!base) throw new Error("it is no name")
  return base
}

const numbers = (segments: Kept[]) => segments.map(({ name }) => segmentNamed(name).number)

test("names of segments are those of Postgres, and what was written into a name is read from it", () => {
  expect(nameOfSegment({ timeline: 1, number: 3 })).toBe("000000010000000000000003")
  expect(nameOfSegment({ timeline: 2, number: 256 })).toBe("000000020000000100000000")
  expect(segmentNumberAt("0/3000028")).toBe(3)
  expect(segmentNumberAt("1/FF000000")).toBe(511)
  fc.assert(
    fc.property(
      fc.record({
        timeline: fc.integer({ min: 1, max: 2 ** 31 }),
        number: fc.integer({ min: 0, max: 2 ** 40 - 1 }),
      }),
      fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true }),
      (place, at) => {
        const name = nameOfSegment(place)
        expect(segmentNamed(name)).toEqual(place)
        expect(isArchived(name)).toBe(true)
        expect(readKept(keptName(name, at, "0123456789abcdef"))).toMatchObject({ kind: "wal", name, at })
        expect(readBase(baseName({ at, first: place, last: place }))).toMatchObject({
          at,
          first: place,
          last: place,
        })
      },
    ),
  )
  for (const name of ["00000002.history", `${"0".repeat(24)}.partial`, `${"0".repeat(24)}.00000028.backup`]) {
    expect(isArchived(name)).toBe(true)
    expect(readKept(keptName(name, minute(0), "0123456789abcdef"))).toMatchObject({ name })
  }
  for (const name of ["000000010000000000000003.part", "backup_label", "../00000002.history", ""]) {
    expect(isArchived(name)).toBe(false)
    expect(readKept(name)).toBeUndefined()
  }
})

test("a moment is reached from the last base before it, with no more WAL than it needs", () => {
  const bases = [baseAt(0, 1), baseAt(30, 4)]
  const kept = [1, 2, 3, 4, 5, 6].map((number) => segment(number, number * 9))
  const plan = (n: number) => planRecovery({ bases, kept }, new Map(), { target: minute(n) })
  expect(plan(20)).toMatchObject({ base: bases[0], timeline: 1 })
  expect(numbers(plan(20).segments)).toEqual([1, 2, 3])
  expect(numbers(plan(30).segments)).toEqual([4])
  expect(numbers(plan(46).segments)).toEqual([4, 5, 6])
  expect(() => plan(55)).toThrow(`The archive ends at ${minute(54).toISOString()}`)
  expect(() => plan(-1)).toThrow(`The first base backup is of ${minute(0).toISOString()}`)
  expect(numbers(planRecovery({ bases, kept }, new Map(), { target: "latest" }).segments)).toEqual([4, 5, 6])
})

test("a gap is named when the way leads over it, and only then", () => {
  const bases = [baseAt(0, 1)]
  const kept = [1, 2, 4, 5].map((number) => segment(number, number * 9))
  const plan = (target: Date | "latest") => planRecovery({ bases, kept }, new Map(), { target })
  expect(numbers(plan(minute(17)).segments)).toEqual([1, 2])
  for (const target of [minute(30), minute(60), "latest"] as const)
    expect(() => plan(target)).toThrow("The WAL has a gap: 000000010000000000000003 is missing.")
  const bare = { bases, kept: [] }
  expect(() => planRecovery(bare, new Map(), { target: "latest" })).toThrow(
    "000000010000000000000001 is missing",
  )
  expect(() => planRecovery({ bases: [], kept }, new Map(), { target: "latest" })).toThrow(
    "There is no base backup",
  )
})

test("a timeline is followed through those it came from, and not into what they became afterwards", () => {
  const histories = new Map([
    [2, ancestorsIn("1\t0/3000060\tno recovery target specified\n")],
    [3, ancestorsIn("1\t0/3000060\tno recovery target specified\n\n2\t0/5000000\tbefore\n")],
  ])
  const bases = [baseAt(0, 1), baseAt(50, 5, 1)]
  const first = [1, 2, 3, 4, 5, 6].map((number) => segment(number, number * 9))
  const second = [3, 4, 5, 6].map((number) => segment(number, 60 + number, 2))
  const third = [5, 6].map((number) => segment(number, 80 + number, 3))
  const archive = { bases, kept: [...first, ...second, ...third] }
  const names = (timeline?: number) =>
    planRecovery(archive, histories, { target: "latest", timeline }).segments.map(({ name }) =>
      Number(name.slice(0, 8)),
    )
  expect(names()).toEqual([1, 1, 2, 2, 3, 3])
  expect(names(2)).toEqual([1, 1, 2, 2, 2, 2])
  expect(names(1)).toEqual([1, 1])
  expect(planRecovery(archive, histories, { target: "latest", timeline: 1 }).base).toBe(bases[1])
})

test("what is kept leads to every moment of the days that count", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 10 }),
      (nights, days) => {
        const now = new Date(Date.UTC(2026, 2, 1) + 41 * 86_400_000)
        const at = (night: number) => new Date(Date.UTC(2026, 2, 1) + night * 86_400_000)
        const last = Math.max(...nights)
        const bases = nights
          .sort((a, b) => a - b)
          .map((night) => ({ ...baseAt(0, night * 10), at: at(night), fileName: `base ${night}` }))
        const kept = Array.from({ length: last * 10 + 5 }, (_, number) => ({
          ...segment(number, 0),
          at: at(number / 10),
        }))
        const gone = new Set(obsoleteIn({ bases, kept }, days, now))
        const left = {
          bases: bases.filter(({ fileName }) => !gone.has(fileName)),
          kept: kept.filter(({ fileName }) => !gone.has(fileName)),
        }
        const since = Math.max(now.getTime() - days * 86_400_000, bases[0]?.at.getTime() ?? 0)
        for (const target of [new Date(since), new Date((since + at(last).getTime()) / 2)])
          if (target.getTime() >= since && target <= at(last)) planRecovery(left, new Map(), { target })
        expect(left.bases.filter((base) => base.at.getTime() < since).length).toBeLessThanOrEqual(1)
      },
    ),
  )
})

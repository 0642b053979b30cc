import { AppError } from "../core/errors"
import type { Archive } from "./archive"
import { type Base, type Kept, nameOfSegment, segmentNamed, segmentNumberAt } from "./names"

/** The moment to which to go, or to the end of what there is. */
export type Target = Date | "latest"

/** The timelines from which one came: each with the number of the segment in which it was left. */
export type Ancestor = { timeline: number; leftIn: number }

export type Plan = {
  base: Base
  timeline: number
  /** What is replayed on the base, in order. */
  segments: Kept[]
  /** No commit in it is later. */
  end: Date
}

/** The ancestors in a timeline's history file, the oldest first. */
export function ancestorsIn(history: string): Ancestor[] {
  return [...history.matchAll(/^\s*(\d+)\s+([0-9A-F]+\/[0-9A-F]+)/gim)].map(([, timeline, lsn = ""]) => ({
    timeline: Number(timeline),
    leftIn: segmentNumberAt(lsn),
  }))
}

/**
 * Which base backup and which segments bring a cluster to `target`: the last base before it, on `timeline` or else the
 * newest. `histories` are the ancestors of each timeline that has a history file. Throws AppError `invalid` when the
 * archive does not reach so far back or forth, and when a segment in between is missing: then it names that.
 */
export function planRecovery(
  { bases, kept }: Archive,
  histories: Map<number, Ancestor[]>,
  { target, timeline = newest(bases, histories) }: { target: Target; timeline?: number },
): Plan {
  const lineage = [...(histories.get(timeline) ?? []), { timeline, leftIn: Number.POSITIVE_INFINITY }]
  const base = lastBase(bases, lineage, target)
  const segments = chain(kept, lineage, base, target)
  const end = segments.at(-1)?.at ?? base.at
  if (target !== "latest" && target > end) throw tooLate(end)
  return { base, timeline, segments, end }
}

const newest = (bases: Base[], histories: Map<number, Ancestor[]>) =>
  Math.max(1, ...histories.keys(), ...bases.map(({ last }) => last.timeline))

function lastBase(bases: Base[], lineage: Ancestor[], target: Target): Base {
  const own = bases.filter(({ last }) =>
    lineage.some(({ timeline, leftIn }) => timeline === last.timeline && last.number <= leftIn),
  )
  const [first] = own
  if (!first) throw new AppError("invalid", "There is no base backup from which to start on this timeline.")
  const base = own.filter(({ at }) => target === "latest" || at <= target).at(-1)
  if (base) return base
  throw new AppError(
    "invalid",
    `The first base backup is of ${first.at.toISOString()}: there is nothing from before.`,
  )
}

/** The segments from the base on, up to the first in which nothing is from before the target, or the last. */
function chain(kept: Kept[], lineage: Ancestor[], { first, last }: Base, target: Target): Kept[] {
  const byName = new Map(kept.filter(({ kind }) => kind === "wal").map((one) => [one.name, one]))
  const chosen: Kept[] = []
  for (let number = first.number; ; number += 1) {
    const name = nameOfSegment({ timeline: timelineOf(number, lineage), number })
    const found = byName.get(name)
    if (!found) {
      if (number <= last.number || isGap(number, [...byName.keys()], lineage)) throw missing(name)
      return chosen
    }
    chosen.push(found)
    if (target !== "latest" && found.at > target && number >= last.number) return chosen
  }
}

/** A segment in which a timeline was left belongs to the one that came after it. */
const timelineOf = (number: number, lineage: Ancestor[]) =>
  lineage.find(({ leftIn }) => number < leftIn)?.timeline ?? 1

/** Whether something of this lineage comes after the number. */
const isGap = (number: number, names: string[], lineage: Ancestor[]) =>
  names
    .map(segmentNamed)
    .some((one) => one.number > number && timelineOf(one.number, lineage) === one.timeline)

const missing = (name: string) =>
  new AppError("invalid", `The WAL has a gap: ${name} is missing. It leads no further than to before it.`)

const tooLate = (end: Date) =>
  new AppError("invalid", `The archive ends at ${end.toISOString()}: "latest" goes to there.`)

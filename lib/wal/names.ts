/** A place in the WAL: the segment with this number (from 0) on a timeline (from 1). */
export type Segment = { timeline: number; number: number }

/** What lies in the archive, under `fileName`. `wal`: a whole segment. `history`: where a timeline left another. */
export type Kept = {
  kind: "wal" | "history" | "other"
  /** What Postgres calls it. */
  name: string
  /** When Postgres archived it: no commit in it is later. */
  at: Date
  hash: string
  fileName: string
}

/** A base backup: consistent from `at` on, with the segments from `first` to `last`. */
export type Base = { at: Date; first: Segment; last: Segment; fileName: string }

/** The only size that is supported, and what Postgres makes unless it is told otherwise at initdb. */
export const SEGMENT_BYTES = 16 * 1024 * 1024
const SEGMENTS_PER_LOG = 2 ** 32 / SEGMENT_BYTES

const archived = /^(?:[0-9A-F]{24}(?:\.partial|\.[0-9A-F]{8}\.backup)?|[0-9A-F]{8}\.history)$/
const kept =
  /^([0-9A-F]{24}|[0-9A-F]{8}\.history|[0-9A-F]{24}\.[0-9A-Za-z.]+?)\.(\w{19})\.([0-9a-f]{16})\.gz\.age$/
const base = /^base\.(\w{19})\.([0-9A-F]{24})\.([0-9A-F]{24})\.tar\.gz\.age$/

/** Whether Postgres names something so that it archives. */
export const isArchived = (name: string) => archived.test(name)

/** What Postgres calls a segment. */
export function nameOfSegment({ timeline, number }: Segment): string {
  return hex(timeline) + hex(Math.floor(number / SEGMENTS_PER_LOG)) + hex(number % SEGMENTS_PER_LOG)
}

/** The segment that Postgres calls so. */
export function segmentNamed(name: string): Segment {
  const [timeline = 0, log = 0, rest = 0] = (name.match(/.{8}/g) ?? []).map((part) =>
    Number.parseInt(part, 16),
  )
  return { timeline, number: log * SEGMENTS_PER_LOG + rest }
}

/** The number of the segment in which a place such as `0/3000028` lies. */
export function segmentNumberAt(lsn: string): number {
  const [high = 0, low = 0] = lsn.split("/").map((part) => Number.parseInt(part, 16))
  return high * SEGMENTS_PER_LOG + Math.floor(low / SEGMENT_BYTES)
}

/** The file in the archive for what Postgres calls `name`; `hash` is of its plain content. */
export const keptName = (name: string, at: Date, hash: string) =>
  `${name}.${stampOf(at)}.${hash.slice(0, 16)}.gz.age`

/** What lies in the archive under this name; undefined when it is none of ours. */
export function readKept(fileName: string): Kept | undefined {
  const [, name, at, hash] = kept.exec(fileName) ?? []
  if (!name || !at || !hash) return undefined
  const kind = name.length === 24 ? "wal" : name.endsWith(".history") ? "history" : "other"
  return { kind, name, at: momentOf(at), hash, fileName }
}

/** The file of a base backup. */
export const baseName = ({ at, first, last }: Omit<Base, "fileName">) =>
  `base.${stampOf(at)}.${nameOfSegment(first)}.${nameOfSegment(last)}.tar.gz.age`

/** The base backup in this file; undefined when it is none. */
export function readBase(fileName: string): Base | undefined {
  const [, at, first, last] = base.exec(fileName) ?? []
  if (!at || !first || !last) return undefined
  return { at: momentOf(at), first: segmentNamed(first), last: segmentNamed(last), fileName }
}

const hex = (number: number) => number.toString(16).toUpperCase().padStart(8, "0")
const stampOf = (at: Date) => at.toISOString().replace(/[-:.]/g, "")
const momentOf = (stamp: string) =>
  new Date(stamp.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\d)(\d{3}Z)$/, "$1-$2-$3:$4:$5.$6"))

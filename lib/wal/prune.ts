import type { Archive } from "./archive"
import type { Base, Kept } from "./names"
import { segmentNamed } from "./names"

/**
 * The files without which every moment of the last `days` days can still be restored: bases that a newer one replaces for
 * all of that time, and the WAL from before the oldest that stays. Histories of timelines are never among them.
 */
export function obsoleteIn({ bases, kept }: Archive, days: number, now: Date): string[] {
  const since = now.getTime() - days * 86_400_000
  const oldest = bases.filter(({ at }) => at.getTime() <= since).at(-1) ?? bases[0]
  if (!oldest) return []
  const gone: (Base | Kept)[] = bases.filter(({ at }) => at < oldest.at)
  const staying = bases.filter(({ at }) => at >= oldest.at)
  const from = Math.min(...staying.map(({ first }) => first.number))
  gone.push(
    ...kept.filter(({ kind, name }) => kind !== "history" && segmentNamed(name.slice(0, 24)).number < from),
  )
  return gone.map(({ fileName }) => fileName)
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** The pauses between tries (product rules, section 7); after the last one a delivery is given up. */
const pauses = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
]

/** So many times a delivery is tried. */
export const MOST_TRIES = pauses.length + 1

/** A receiver may ask for a longer pause, up to this. */
const LONGEST = 24 * HOUR

/**
 * When a delivery that failed `tries` times is tried again; null when it is given up. Up to a tenth later by chance
 * (`random`, 0 to 1), so that not all come back at once, and never before the receiver asked for by Retry-After.
 */
export function nextTry(tries: number, now: Date, retryAfter: string | null, random: number): Date | null {
  const pause = pauses[tries - 1]
  if (pause === undefined) return null
  const wait = Math.max(pause * (1 + random / 10), Math.min(askedFor(retryAfter, now), LONGEST))
  return new Date(now.getTime() + Math.round(wait))
}

/** The milliseconds that Retry-After asks for (RFC 9110, section 10.2.3): seconds, or a date; 0 for anything else. */
function askedFor(retryAfter: string | null, now: Date): number {
  if (!retryAfter) return 0
  if (/^\d{1,9}$/.test(retryAfter.trim())) return Number(retryAfter) * SECOND
  const moment = Date.parse(retryAfter)
  return Number.isNaN(moment) ? 0 : Math.max(0, moment - now.getTime())
}

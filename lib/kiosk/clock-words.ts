import { count } from "../core/format"

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** By how much a clock is wrong, as `3 h 5 min` or `2 days 4 h`; null where it is less than a minute. */
export function clockError(offsetSeconds: number): string | null {
  const seconds = Math.abs(offsetSeconds)
  if (seconds < MINUTE) return null
  const rounded = Math.round(seconds / MINUTE) * MINUTE
  const [days, hours, minutes] = [
    Math.floor(rounded / DAY),
    Math.floor((rounded % DAY) / HOUR),
    Math.floor((rounded % HOUR) / MINUTE),
  ]
  const parts = days
    ? [count(days, "day"), hours && `${hours} h`]
    : [hours && `${hours} h`, minutes && `${minutes} min`]
  return parts.filter(Boolean).join(" ")
}

/** The same of a tablet whose clock lacks so many seconds to ours: `3 h 5 min slow`, or `fast`. */
export function clockStanding(offsetSeconds: number): string | null {
  const error = clockError(offsetSeconds)
  return error && `${error} ${offsetSeconds > 0 ? "slow" : "fast"}`
}

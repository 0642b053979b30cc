/**
 * A time zone in which it was about noon when the tests began: no midnight comes while they run, "six minutes ago" is
 * today, and what the clock asks for at the end of a day is far away.
 */
export const dayZone = zoneOfThisRun()

function zoneOfThisRun(): string {
  process.env.TEST_DAY_ZONE ??= zoneAtNoon(new Date().getUTCHours())
  return process.env.TEST_DAY_ZONE
}

/** The signs of these zones are the other way round: `Etc/GMT+8` is 8 hours behind. */
function zoneAtNoon(utcHour: number): string {
  const ahead = 12 - utcHour
  return `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`
}

import fc from "fast-check"
import { expect, test } from "vitest"
import { endOfMeetup, endOfNudge, mayGoOut, meetupFrom } from "../../../lib/messages/hours"

const zones = fc.constantFrom(
  "America/Los_Angeles",
  "Australia/Lord_Howe",
  "Europe/Berlin",
  "America/Santiago",
  "Pacific/Apia",
  "Asia/Kathmandu",
)
const moments = fc.date({
  min: new Date("2024-01-01T00:00:00Z"),
  max: new Date("2031-01-01T00:00:00Z"),
  noInvalidDate: true,
})

test("messages go out from 8 in the morning until before 9 in the evening, in every time zone and as clocks change", () => {
  fc.assert(
    fc.property(moments, zones, (moment, timeZone) => {
      const shown = moment.toLocaleTimeString("en-GB", { timeZone, hourCycle: "h23" })
      expect(mayGoOut(moment, timeZone)).toBe(shown >= "08:00:00" && shown < "21:00:00")
    }),
    { numRuns: 2000 },
  )
})

test("what is good until an evening is never good in the night after it", () => {
  const ends = (moment: Date, timeZone: string) => [
    endOfNudge(moment, timeZone),
    endOfMeetup(meetupFrom(moment.toISOString().slice(0, 10), timeZone), "23:00", timeZone),
  ]
  fc.assert(
    fc.property(moments, zones, (moment, timeZone) => {
      const [nudge, meetup] = ends(moment, timeZone)
      const month = (at?: Date) => at?.toLocaleDateString("en-CA", { timeZone }).slice(0, 7)
      expect(month(nudge)).toBe(month(moment))
      expect(meetup?.toLocaleTimeString("en-GB", { timeZone, hourCycle: "h23" })).toBe("21:00:00")
    }),
    { numRuns: 500 },
  )
})

test("the meetup is on the second Tuesday", () => {
  const days = ["2026-12-01", "2026-12-08", "2026-12-09", "2027-06-30"]
  expect(days.map((day) => meetupFrom(day, "America/Los_Angeles"))).toEqual([
    "2026-12-08",
    "2026-12-08",
    "2027-01-12",
    "2027-07-13",
  ])
})

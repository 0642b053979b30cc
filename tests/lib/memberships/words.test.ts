import { describe, expect, test } from "vitest"
import type { EventData } from "../../../lib/events"
import { holdsUntilOf, standingOn } from "../../../lib/memberships/status"
import { membershipSentences } from "../../../lib/memberships/told"
import { alreadyRenewedInWords, stateInWords } from "../../../lib/memberships/words"
import { day, inMinutes, now, timeZone, today } from "../../support/cast"

const shown = (from: number, to: number, cancelled?: number, cancellationReason: string | null = null) => {
  const cancelledFrom = cancelled === undefined ? null : day(cancelled)
  const dates = { startsOn: day(from), endsOn: day(to), cancelledFrom, cancellationReason }
  return {
    plan: { name: "Unlimited" },
    ...dates,
    holdsUntil: holdsUntilOf(dates.startsOn, dates.endsOn, cancelledFrom),
  }
}

describe("the state of a membership is", () => {
  test.each([
    ["current", "12 days left", shown(-9, 12)],
    ["current", "Ends today", shown(-9, 0)],
    ["upcoming", "Starts on 3/20/2026", shown(10, 90)],
    ["ended", "Ended yesterday", shown(-9, -1)],
    ["ended", "Ended 3 days ago", shown(-9, -3)],
    ["current", "4 days left, cancelled from 3/15/2026: Moved away", shown(-9, 60, 5, "Moved away")],
    ["cancelled", "Cancelled from 3/10/2026", shown(-9, 60, 0)],
    ["cancelled", "Cancelled from 3/1/2026: Never came", shown(-9, 60, -9, "Never came")],
    ["cancelled", "Cancelled from 2/8/2026: Never came", shown(-9, 60, -30, "Never came")],
    ["upcoming", "Starts on 3/20/2026, cancelled from 3/25/2026", shown(10, 60, 15)],
    ["ended", "Ended 3 days ago", shown(-9, -3, -1)],
  ])("%s: %s", (standing, words, membership) => {
    expect([standingOn(membership, today), stateInWords(membership, today)]).toEqual([standing, words])
  })
})

describe("the second who renews is told", () => {
  const renewal = { plan: { name: "Unlimited" }, startsOn: "2027-01-01", endsOn: "2027-12-31" }
  const told = (made?: { by: string; at: Date }) => alreadyRenewedInWords(renewal, made, { now, timeZone })

  test.each([
    ["by Alex Admin at 10:55 AM", inMinutes(-5)],
    ["by Alex Admin on 3/9/2026", inMinutes(-60 * 12)],
  ])("that it was renewed %s", (words, at) => {
    expect(told({ by: "Alex Admin", at })).toBe(
      `Already renewed ${words}: Unlimited, 1/1/2027 to 12/31/2027.`,
    )
  })

  test("that it was renewed, where nobody wrote down by whom", () => {
    expect(told()).toBe("Already renewed: Unlimited, 1/1/2027 to 12/31/2027.")
  })
})

describe("the history says", () => {
  const made = { membershipId: "x", planCode: "10_hours", startsOn: "2026-03-10", endsOn: "2026-04-09" }
  const updated = (fields: EventData["membership.updated"]["fields"], reason: string | null = null) =>
    membershipSentences["membership.updated"]({ membershipId: "x", planCode: "day_pass", fields, reason }).did

  test("what was added and what was renewed, by the plan", () => {
    const created = membershipSentences["membership.created"]
    expect(created(made).did).toBe("added 10 Hours, from 3/10/2026 to 4/9/2026")
    expect(created({ ...made, renewalOf: "y" }).did).toBe("renewed 10 Hours, from 3/10/2026 to 4/9/2026")
  })

  test.each([
    [
      "extended Day Pass to 4/1/2026 (before: 3/10/2026): Was ill",
      { endsOn: { from: "2026-03-10", to: "2026-04-01" } },
      "Was ill",
    ],
    [
      "shortened Day Pass to 3/10/2026 (before: 4/1/2026)",
      { endsOn: { from: "2026-04-01", to: "2026-03-10" } },
      null,
    ],
    [
      "cancelled Day Pass from 3/10/2026: Moved",
      { cancelledFrom: { from: null, to: "2026-03-10" } },
      "Moved",
    ],
    [
      "took back the cancellation of Day Pass from 3/10/2026",
      { cancelledFrom: { from: "2026-03-10", to: null } },
      null,
    ],
    ["changed the plan from 10 Hours to Day Pass", { planCode: { from: "10_hours", to: "day_pass" } }, null],
    [
      "extended Day Pass to 4/1/2026 (before: 3/10/2026) and changed the first day from 3/9/2026 to 3/8/2026 and the external id from none to zap-1 of Day Pass",
      {
        startsOn: { from: "2026-03-09", to: "2026-03-08" },
        endsOn: { from: "2026-03-10", to: "2026-04-01" },
        externalId: { from: null, to: "zap-1" },
      },
      null,
    ],
  ])("%s", (words, fields, reason) => {
    expect(updated(fields, reason)).toBe(words)
  })
})

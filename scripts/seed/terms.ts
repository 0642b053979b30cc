import { Temporal } from "temporal-polyfill"
import { addDays, type CalendarDate, lastDayOf } from "../../lib/core/clock"
import type { currentPlans } from "../../lib/memberships/records"
import type { Calendar } from "./calendar"
import type { Chance } from "./chance"

export type Plan = Awaited<ReturnType<typeof currentPlans>>[number]
export type Term = { planCode: string; startsOn: CalendarDate; endsOn: CalendarDate; cancelled?: true }

/** How a person of the crowd stands; the statuses, and what else leads to one of them. */
export type Situation =
  | "active"
  | "expiring"
  | "expired"
  | "none"
  | "pending"
  | "pos only"
  | "day pass"
  | "cancelled"

const monthly = ["10_hours", "20_hours"]

/** The memberships of somebody in this situation today, oldest first. */
export function termsOf(
  situation: Situation,
  plans: Map<string, Plan>,
  { day, today }: Calendar,
  chance: Chance,
): Term[] {
  switch (situation) {
    case "active":
      return renewed(pickPlan(["unlimited", "unlimited", "student"]), day(chance.whole(31, 170)))
    case "expiring":
      return renewed(pickPlan(["unlimited", "student", ...monthly]), day(chance.whole(0, 30)))
    case "expired":
      return renewed(pickPlan(["unlimited", "student", ...monthly]), day(-chance.whole(1, 150)))
    case "day pass":
      return [termEnding(pickPlan(["day_pass", "tournament"]), chance.often(0.4) ? today : day(-6))]
    case "cancelled":
      return [{ ...termEnding(pickPlan(["unlimited"]), day(chance.whole(60, 200))), cancelled: true }]
    case "pending":
      return [termFrom(pickPlan(["unlimited", "student"]), day(chance.whole(1, 25)))]
    default:
      return []
  }

  function pickPlan(codes: string[]): Plan {
    const code = chance.pick(codes)
    const plan = plans.get(code)
    if (!plan) throw new Error(`the sample centre needs the plan ${code}`)
    return plan
  }

  function renewed(plan: Plan, endsOn: CalendarDate): Term[] {
    const earlier = monthly.includes(plan.code) ? chance.whole(1, 8) : chance.whole(0, 1)
    const terms = [termEnding(plan, endsOn)]
    for (let count = 0; count < earlier; count++)
      terms.unshift(termEnding(plan, addDays(terms[0]?.startsOn ?? endsOn, -1)))
    return terms
  }
}

function termEnding({ code, lengthValue, lengthUnit }: Plan, endsOn: CalendarDate): Term {
  const startsOn = Temporal.PlainDate.from(endsOn)
    .add({ days: 1 })
    .subtract({ [lengthUnit]: lengthValue })
  return { planCode: code, startsOn: startsOn.toString(), endsOn }
}

function termFrom({ code, lengthValue, lengthUnit }: Plan, startsOn: CalendarDate): Term {
  return { planCode: code, startsOn, endsOn: lastDayOf(startsOn, lengthValue, lengthUnit) }
}

import { dateIn } from "../core/clock"
import { plainly } from "../core/format"
import type { Context } from "../core/operation"
import { allPlans } from "../memberships/records"

/** The membership of an event with what programs write in their own way: a day as a moment, and a plan by its name. */
export async function asKnownHere(
  { db, timeZone }: Context,
  membership: unknown,
): Promise<Record<string, unknown>> {
  const given = { ...(membership as Record<string, unknown> | undefined) }
  for (const field of ["starts_on", "ends_on"]) given[field] = dayIn(given[field], timeZone)
  const name = plainly(String(given.plan_code ?? "").trim())
  const plans = name ? await allPlans(db) : []
  const isCode = plans.some(({ code }) => code === given.plan_code)
  const named = plans.filter((plan) => plainly(plan.name) === name)
  if (!isCode && named.length === 1) given.plan_code = named[0]?.code
  return given
}

/** The centre's day of a moment; midnight in UTC is how programs write a day alone. */
function dayIn(value: unknown, timeZone: string): unknown {
  const [, day, time, zone] =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|[+-]\d{2}:?\d{2})?$/.exec(
      String(value).trim(),
    ) ?? []
  if (!day) return value
  const moment = new Date(`${day}T${time}${zone ?? ""}`)
  const isDayAlone = !zone || (/^00:00(:00(\.0+)?)?$/.test(time ?? "") && /^(Z|[+-]00:?00)$/.test(zone))
  return isDayAlone || Number.isNaN(moment.getTime()) ? day : dateIn(moment, timeZone)
}

import { plans } from "../../db/schema"
import { daysBetween } from "../core/clock"
import { only } from "../core/only"
import { allPlans } from "../memberships/records"
import { type Move, wordOf, writeEvents } from "./move"
import { shortened } from "./names"
import type { Row } from "./read"

/** The id of the plan of a membership; undefined when it is not known and cannot be made. */
export type PlanFinder = (
  row: Pick<Row<"memberships">, "plan" | "planName">,
  term: { startsOn: string; endsOn: string },
) => Promise<string | undefined>

/** Finds plans by their code or name in any spelling. An unknown one with a name is made, as long as the membership is. */
export async function planFinder(move: Move): Promise<PlanFinder> {
  const known = new Map<string, string>()
  for (const { id, code, name } of await allPlans(move.tx)) known.set(wordOf(name), id).set(wordOf(code), id)
  return async ({ plan, planName }, { startsOn, endsOn }) => {
    const code = shortened(wordOf(plan) || wordOf(planName), 50)
    const name = shortened(planName?.trim() ?? "", 100)
    const id = known.get(code) ?? (wordOf(plan) === "" ? known.get(wordOf(planName)) : undefined)
    if (id || !code || !name) return id
    const made = await make(move, { code, name, lengthValue: daysBetween(startsOn, endsOn) + 1 })
    known.set(code, made)
    return made
  }
}

async function make(move: Move, plan: { code: string; name: string; lengthValue: number }): Promise<string> {
  const { id } = only(
    await move.tx
      .insert(plans)
      .values({ ...plan, lengthUnit: "days" })
      .returning({ id: plans.id }),
  )
  await writeEvents(move, [move.event("plan.created", { planId: id, code: plan.code, name: plan.name })])
  move.tally.changed("memberships", `of a plan that was not known: the plan ${plan.code} was added`)
  return id
}

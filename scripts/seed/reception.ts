import type { Transaction } from "../../db/client"
import { createApiKey } from "../../lib/api-keys/keys"
import type { Actor } from "../../lib/core/actor"
import type { Context } from "../../lib/core/operation"
import { currentPlans } from "../../lib/memberships/records"
import { inviteUser } from "../../lib/users/invite"
import { setPassword } from "../../lib/users/set-password"
import { type Calendar, OPENS } from "./calendar"
import { demoAccounts } from "./people"
import type { Plan } from "./terms"

type Person = Extract<Actor, { kind: "user" }>

/** Who and what the sample centre needs to take people in. */
export type Reception = {
  tx: Transaction
  calendar: Calendar
  admin: Person
  staff: Person
  apiKeyId: string
  plans: Map<string, Plan>
  as: (actor: Actor, now: Date) => Context
}

const YEARS = 3
const NO_SESSION = "00000000-0000-0000-0000-000000000000"

/** Opens the centre three years ago: its users with their passwords, and the API key of the door. */
export async function openReception(tx: Transaction, calendar: Calendar): Promise<Reception> {
  const opening = calendar.moment(calendar.openDay(-365 * YEARS), OPENS)
  const as = (actor: Actor, now: Date): Context => ({
    db: tx,
    actor,
    now,
    timeZone: calendar.timeZone,
    requestId: "sample-centre",
  })
  const system = as({ kind: "system", name: "Sample centre" }, opening)
  const [admin, staff] = [await hire(demoAccounts[0]), await hire(demoAccounts[1])]
  const key = await createApiKey(system, { name: "Front door", role: "staff" })
  const plans = new Map((await currentPlans(tx)).map((plan) => [plan.code, plan]))
  return { tx, calendar, admin, staff, apiKeyId: key.id, plans, as }

  async function hire({ name, email, role, password }: (typeof demoAccounts)[number]): Promise<Person> {
    const { id, token } = await inviteUser(system, { name, email, role })
    await setPassword(as({ kind: "visitor" }, opening), { token, password })
    return { kind: "user", id, name, role, sessionId: NO_SESSION }
  }
}

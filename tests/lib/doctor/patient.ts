import type { Patient } from "../../../lib/doctor/check"
import { checks } from "../../../lib/doctor/checks"
import { findings } from "../../../lib/doctor/examine"
import { examineEnv } from "../../../lib/env"
import type { Given } from "../../../lib/env-faults"
import { type Centre, now, timeZone } from "../../support/cast"

/** Settings with which a server in production starts. */
export const sound: Given = {
  APP_ENV: "production",
  APP_URL: "https://crm.bec.test",
  DATABASE_URL: "postgres://crm@database.test/bec",
  AUTH_SECRET: "w7Zk2nQ9sX4vB6mT1yR8eU5iO3pA0dFg",
}

/** What the checks look at, with the settings that are given. */
export function patientOf(
  { db }: Pick<Centre, "db">,
  given: Given = sound,
  more: Partial<Patient> = {},
): Patient {
  return { db, now, timeZone, given, ...examineEnv(given), redis: null, clock: Date.now, ...more }
}

/** What one check of the table finds, and nothing but it. */
export async function look(id: string, patient: Patient) {
  const check = checks.find((one) => one.id === id)
  if (!check) throw new Error(`There is no check ${id}`)
  const [found] = await findings([{ ...check, after: [] }], patient)
  return [found?.state, found?.says]
}

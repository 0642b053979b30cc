import { setTimeout as sleep } from "node:timers/promises"
import type Redis from "ioredis"
import { z } from "zod"
import { query } from "../core/operation"
import { examineEnv } from "../env"
import { type Check, type Finding, fail, type Patient, skip } from "./check"
import { checks } from "./checks"

/** No check may hold up the others. */
const PATIENCE_MS = 8000

export type Examined = Omit<Check, "look"> & Finding

/**
 * Does the checks, all at once, and returns what each found, in the order of the table. With `only: "start"`, those that
 * keep a server or a worker from starting, here and now. It always answers within 10 seconds or so; a check that fails itself is a fail.
 */
export const examine = query({
  permission: "system.examine",
  input: z.strictObject({
    given: z.record(z.string(), z.string().optional()),
    redis: z.custom<Redis | null>((it) => it === null || typeof it === "object"),
    clock: z.custom<() => number>((it) => typeof it === "function"),
    only: z.enum(["start"]).optional(),
  }),
  async run({ db, now, timeZone }, { given, redis, clock, only }) {
    const { settings, faults } = examineEnv(given)
    const production = settings.APP_ENV === "production"
    const wanted = only ? checks.filter((check) => mayStop(check, production)) : checks
    return await findings(wanted, { db, now, timeZone, settings, faults, given, redis, clock })
  },
})

/** Whether a start is refused where this check fails. */
export function mayStop({ stopsStart }: Pick<Check, "stopsStart">, production: boolean): boolean {
  return stopsStart === "always" || (stopsStart === "in production" && production)
}

/** What each of the checks found. */
export async function findings(
  wanted: Check[],
  patient: Patient,
  patienceMs = PATIENCE_MS,
): Promise<Examined[]> {
  const found = new Map<string, Promise<Finding>>()
  for (const check of wanted) found.set(check.id, findingOf(check, patient, found, patienceMs))
  return await Promise.all(
    wanted.map(async ({ look: _, ...check }) => ({
      ...check,
      ...(await (found.get(check.id) as Promise<Finding>)),
    })),
  )
}

async function findingOf(
  { look, after = [] }: Check,
  patient: Patient,
  found: Map<string, Promise<Finding>>,
  patienceMs: number,
): Promise<Finding> {
  for (const id of after) {
    const before = await found.get(id)
    if (before?.state === "fail" || before?.state === "skip")
      return skip("What it looks at cannot be reached.")
  }
  const done = new AbortController()
  const looked = async () => look(patient)
  const patience = sleep(patienceMs, undefined, { signal: done.signal, ref: false }).then(
    () => fail(`There was no answer within ${patienceMs / 1000} seconds.`),
    () => fail("It was stopped."),
  )
  return await Promise.race([looked(), patience])
    .catch((error) => fail(`It cannot be looked at (${nameOf(error)}).`))
    .finally(() => done.abort())
}

/** Never a message: it could quote what was asked for. */
function nameOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown }
    if (typeof code === "string") return code
    if (!(cause.cause instanceof Error)) return cause.name
  }
  return "unknown"
}

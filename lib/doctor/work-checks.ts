import { and, count, desc, eq, gte, isNull, lt, notInArray, sql } from "drizzle-orm"
import type { Database } from "../../db/client"
import { deliveries, events, jobRuns, outbox, schedules, users, webhookTargets } from "../../db/schema"
import { listed } from "../core/format"
import { formatExactly } from "../core/format-moment"
import { messageTypes } from "../messages/schema"
import { scheduledJobNames, scheduledJobs } from "../schedule/jobs"
import { slotsBetween } from "../schedule/slots"
import { nameOfJob } from "../schedule/words"
import { workersAt } from "../schedule/workers"
import { settingsOf } from "../settings/records"
import { type Check, fail, type Patient, pass, warn } from "./check"
import { demoEmails } from "./demo-accounts"

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Whether somebody can sign in, and nobody with a public password. */
export const userChecks: Check[] = [
  {
    id: "users.demo",
    group: "Users",
    title: "No demo account is active",
    remedy: "Deactivate them: crm users deactivate --email ADDRESS",
    stopsStart: "in production",
    after: ["database.migrations"],
    look: demoAccounts,
  },
  {
    id: "users.admin",
    group: "Users",
    title: "There is an admin who can sign in",
    remedy: "Add one: crm users add --name NAME --email ADDRESS --role admin",
    after: ["database.migrations"],
    look: admins,
  },
]

/** Whether what is done in the background is done. */
export const workChecks: Check[] = [
  {
    id: "work.worker",
    group: "Background work",
    title: "A worker is there",
    remedy: "Start the worker, and have the system start it again whenever it ends.",
    after: ["database.migrations"],
    look: worker,
  },
  {
    id: "work.stuck",
    group: "Background work",
    title: "No job is stuck or was given up",
    remedy:
      "Read the worker's log around that time, remove the cause, and run the job again under Admin > System.",
    after: ["database.migrations"],
    look: stuck,
  },
  {
    id: "work.schedule",
    group: "Background work",
    title: "What the clock asks for is asked for",
    remedy: "Start the worker again; if it is running, its log says why it does not look.",
    after: ["database.migrations"],
    look: schedule,
  },
]

/** The passwords of the sample centre are public. */
async function demoAccounts({ db }: Patient) {
  const emails = sql`any(${sql.param(`{${demoEmails.join(",")}}`)}::text[])`
  const active = await db
    .select({ email: users.email })
    .from(users)
    .where(and(sql`lower(${users.email}) = ${emails}`, isNull(users.deactivatedAt)))
  if (active.length === 0) return pass("There is none.")
  return fail(`Active: ${listed(active.map(({ email }) => email))}.`)
}

async function admins({ db }: Patient) {
  const found = await db
    .select({ set: sql<boolean>`${users.passwordHash} is not null` })
    .from(users)
    .where(and(eq(users.role, "admin"), isNull(users.deactivatedAt)))
  if (found.some(({ set }) => set)) return pass("There is.")
  return fail(found.length > 0 ? "No admin has set a password yet." : "There is no admin.")
}

async function worker({ db, now, timeZone }: Patient) {
  const { here, missing } = await workersAt(db, now)
  if (here.length > 0)
    return pass(
      here.some(({ inline }) => inline) ? "It runs inside the web server." : `Running: ${here.length}.`,
    )
  const [last] = missing.toReversed()
  return fail(last ? `The last one was there ${formatExactly(last.seenAt, timeZone)}.` : "There is none.")
}

async function stuck({ db, now }: Patient) {
  const waiting = await runsOf(db, now, "waiting")
  if (waiting.length > 0) return fail(`Waiting for more than an hour: ${listed(waiting)}.`)
  const unsent = await tooOld(db, now)
  if (unsent > 0) return fail(`Events that should have gone out by now: ${unsent}.`)
  const failed = await runsOf(db, now, "failed")
  return failed.length > 0 ? warn(`Given up since yesterday: ${listed(failed)}.`) : pass("None.")
}

async function runsOf(db: Database, now: Date, state: "waiting" | "failed"): Promise<string[]> {
  const age =
    state === "waiting"
      ? lt(jobRuns.createdAt, new Date(now.getTime() - HOUR))
      : gte(jobRuns.createdAt, new Date(now.getTime() - DAY))
  const found = await db
    .selectDistinct({ job: jobRuns.job })
    .from(jobRuns)
    .where(and(eq(jobRuns.state, state), age))
  return found.map(({ job }) => nameOfJob(job))
}

/** Committed, but on no way out; or due at a target that takes what comes. Messages may wait for the morning. */
async function tooOld(db: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - 15 * MINUTE)
  const [undispatched] = await db
    .select({ count: count() })
    .from(outbox)
    .innerJoin(events, eq(events.id, outbox.eventId))
    .where(lt(events.occurredAt, before))
  const [overdue] = await db
    .select({ count: count() })
    .from(deliveries)
    .innerJoin(webhookTargets, eq(webhookTargets.id, deliveries.targetId))
    .where(
      and(
        eq(deliveries.state, "waiting"),
        lt(deliveries.nextTryAt, before),
        notInArray(deliveries.type, [...messageTypes]),
        isNull(webhookTargets.switchedOffAt),
        isNull(webhookTargets.failingSince),
      ),
    )
  return (undispatched?.count ?? 0) + (overdue?.count ?? 0)
}

async function schedule({ db, now, timeZone }: Patient) {
  const settings = await settingsOf(db, ["closingTime"])
  const until = new Date(now.getTime() - 5 * MINUTE)
  const marks = await db.select().from(schedules)
  const overdue = scheduledJobNames.filter((job) => {
    const mark = marks.find((one) => one.job === job)
    return (
      !mark || slotsBetween(scheduledJobs[job].when(settings), mark.lookedUntil, until, timeZone).length > 0
    )
  })
  if (overdue.length > 0) return fail(`Due and not asked for: ${listed(overdue.map(nameOfJob))}.`)
  const [last] = await db
    .select({ job: jobRuns.job, at: jobRuns.finishedAt })
    .from(jobRuns)
    .where(eq(jobRuns.state, "done"))
    .orderBy(desc(jobRuns.createdAt))
    .limit(1)
  if (!last?.at) return pass("Nothing was due yet.")
  return pass(`Last: ${nameOfJob(last.job)}, ${formatExactly(last.at, timeZone)}.`)
}

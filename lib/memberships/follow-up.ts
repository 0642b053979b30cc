import { and, eq } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import { clientCoverage, renewalFollowUps } from "../../db/schema"
import { type ClientRecord, findAndLockClient } from "../clients/records"
import { changesBetween } from "../core/changes"
import { type CalendarDate, laterThan } from "../core/clock"
import { AppError, invalid } from "../core/errors"
import { formatDate } from "../core/format"
import { operation, query } from "../core/operation"
import { endsAtAll, lastDay } from "./endings"
import { findFollowUp } from "./follow-up-records"
import { EndingInput, FollowUpInput } from "./schema"

const nothing = { contactedOn: null, promised: false, note: null }

/**
 * Writes down what was done about the renewal of a client's coverage that ends or ended on `coverageEndsOn`, and
 * returns it as it is now; null when all of it was taken back. Throws conflict when the coverage ends on another day
 * by now, and with a `version`, stale when somebody else wrote since.
 */
export const followUp = operation({
  permission: "renewals.follow_up",
  input: FollowUpInput,
  async run({ tx, actor, now, today, record }, { clientId, coverageEndsOn, version, ...done }) {
    const client = await findAndLockClient(tx, clientId)
    if (done.contactedOn && done.contactedOn > today)
      throw invalid("contactedOn", "Enter a day that is not in the future.")
    await requireEnding(tx, client, coverageEndsOn, today)
    const current = await findFollowUp(tx, clientId, coverageEndsOn)
    if (version !== undefined && version !== (current?.version ?? null))
      throw new AppError("stale", "Somebody else wrote this down in the meantime.")
    const fields = changesBetween(current ?? nothing, done)
    if (Object.keys(fields).length === 0) return current
    record("renewal.followed_up", { coverageEndsOn, fields }, { clientId })
    const key = { clientId, coverageEndsOn }
    const by = actor.kind === "user" ? actor.id : null
    if (Object.keys(changesBetween(nothing, done)).length === 0) await remove(tx, key)
    else {
      const updatedAt = current ? laterThan(new Date(current.version), now) : now
      await write(tx, key, { ...done, updatedBy: by, updatedAt })
    }
    return await findFollowUp(tx, clientId, coverageEndsOn)
  },
})

/** What was done about this ending of the client's coverage, or null. */
export const findFollowedUp = query({
  permission: "renewals.read",
  input: EndingInput,
  run: ({ db }, { clientId, coverageEndsOn }) => findFollowUp(db, clientId, coverageEndsOn),
})

async function requireEnding(
  tx: Transaction,
  { id, firstName }: ClientRecord,
  coverageEndsOn: CalendarDate,
  today: CalendarDate,
) {
  const [ending] = await tx
    .select({ day: lastDay })
    .from(clientCoverage)
    .where(and(eq(clientCoverage.clientId, id), endsAtAll(today)))
  if (ending?.day === coverageEndsOn) return
  const now = ending ? `ends on ${formatDate(ending.day)} now` : "has changed"
  throw new AppError("conflict", `${firstName}'s coverage ${now}. Load the page again to see it.`)
}

type Key = { clientId: string; coverageEndsOn: CalendarDate }
type Written = Omit<typeof renewalFollowUps.$inferInsert, keyof Key>

async function write(tx: Transaction, key: Key, values: Written) {
  const { clientId, coverageEndsOn } = renewalFollowUps
  await tx
    .insert(renewalFollowUps)
    .values({ ...key, ...values })
    .onConflictDoUpdate({ target: [clientId, coverageEndsOn], set: values })
}

async function remove(tx: Transaction, key: Key) {
  const { clientId, coverageEndsOn } = renewalFollowUps
  await tx
    .delete(renewalFollowUps)
    .where(and(eq(clientId, key.clientId), eq(coverageEndsOn, key.coverageEndsOn)))
}

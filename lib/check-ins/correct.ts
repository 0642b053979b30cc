import { and, eq, gt, isNull, lt, or, sql } from "drizzle-orm"
import type { z } from "zod"
import type { Transaction } from "../../db/client"
import { checkIns, visitCorrections } from "../../db/schema"
import { lockClient } from "../clients/records"
import { idOf, roleOf } from "../core/actor"
import { addDays, dateIn, momentOn } from "../core/clock"
import { AppError, type FieldError, invalid, notFound } from "../core/errors"
import { formatTime } from "../core/format"
import { only } from "../core/only"
import { type Context, errand, type Inside, type Known, operation } from "../core/operation"
import { findCheckIn } from "./records"
import { CorrectInput, EnterInput, EnterManyInput, type TimesInput } from "./schema"

const HOUR_MS = 3_600_000

/** So far back a visit can be entered afterwards. */
const OLDEST_DAYS = 366

/**
 * Sets or confirms the times of a visit and returns it as it is then; what was recorded first stays readable, and so does every
 * correction. The desk may set an end where nobody recorded one. A time up to that of the arrival means the next day.
 * Throws stale when somebody else changed the times since they were read, conflict for one that was taken back.
 */
export const correctVisit = operation({
  permission: "check_ins.correct",
  input: CorrectInput,
  fields: (raw) => (raw?.from === undefined && raw?.day === undefined ? ["to"] : ["from", "to"]),
  async run(inside, { id, seen, reason, evidence, ...times }) {
    const { tx, actor, timeZone, record } = inside
    const current = await lockVisit(tx, id)
    const { clientId, checkedInAt, checkedOutAt } = current
    if (current.removal) throw new AppError("conflict", "This visit was taken back.")
    if (seen && (seen.in !== checkedInAt.toISOString() || seen.out !== (checkedOutAt?.toISOString() ?? null)))
      throw new AppError("stale", "Somebody else changed this visit in the meantime.")
    if (roleOf(actor) === "staff" && checkedOutAt && !current.needsReview)
      throw new AppError("forbidden", "This visit has an end. An admin can correct it.")
    const day = times.day ?? dateIn(checkedInAt, timeZone)
    const set = momentsOf(inside, day, { ...times, start: times.from ? undefined : checkedInAt })
    await tx
      .update(checkIns)
      .set({
        checkedInAt: set.in,
        checkedOutAt: set.out,
        needsReview: false,
        firstInAt: current.firstInAt ?? checkedInAt,
        firstOutAt: current.firstInAt ? current.firstOutAt : checkedOutAt,
      })
      .where(eq(checkIns.id, id))
    await keepCorrection(inside, id, set, { reason, evidence })
    record(
      "visit.corrected",
      {
        checkInId: id,
        from: { in: checkedInAt.toISOString(), out: checkedOutAt?.toISOString() ?? null },
        to: { in: set.in.toISOString(), out: set.out.toISOString() },
        ...{ evidence, reason },
      },
      { clientId },
    )
    return findCheckIn(tx, id)
  },
})

/**
 * Enters a visit that nobody recorded, marked as entered later, and returns it. The same key gives the same visit again. Throws
 * not_found; conflict when the client has a visit at that time.
 */
export const enterMissedVisit = operation({
  permission: "check_ins.enter",
  input: EnterInput,
  async run(inside, { clientId, idempotencyKey, station = null, reason, evidence, ...times }) {
    const { tx, actor, now, timeZone, record } = inside
    await lockClient(tx, clientId)
    const [there] = await tx
      .select({ id: checkIns.id, clientId: checkIns.clientId })
      .from(checkIns)
      .where(eq(checkIns.idempotencyKey, idempotencyKey))
    if (there && there.clientId !== clientId)
      throw new AppError("conflict", "This idempotency key was used for another client.")
    if (there) return findCheckIn(tx, there.id)
    const set = momentsOf(inside, times.day, times)
    if (dateIn(set.in, timeZone) < addDays(dateIn(now, timeZone), -OLDEST_DAYS))
      throw invalid("day", "This day is more than a year ago.")
    await requireFree(tx, clientId, set, timeZone)
    const { id } = only(
      await tx
        .insert(checkIns)
        .values({
          ...{ clientId, idempotencyKey, station, method: "staff" },
          ...{ checkedInAt: set.in, checkedOutAt: set.out, enteredAt: now, userId: idOf(actor) },
        })
        .returning({ id: checkIns.id }),
    )
    await keepCorrection(inside, id, set, { reason, evidence })
    const written = { in: set.in.toISOString(), out: set.out.toISOString() }
    record("visit.entered", { checkInId: id, ...written, evidence, reason }, { clientId })
    return findCheckIn(tx, id)
  },
})

export type Entered = { ok: true } | { ok: false; message: string; fields: FieldError[] }

/** Enters many visits of one day, each by itself: what became of each, in the order given. */
export const enterMissedVisits = errand({
  permission: "check_ins.enter",
  input: EnterManyInput,
  async run(ctx: Context & Known, { day, evidence, reason, visits }): Promise<Entered[]> {
    const answers: Entered[] = []
    for (const visit of visits) answers.push(await enterOne(ctx, { day, evidence, reason, ...visit }))
    return answers
  },
})

async function enterOne(ctx: Context, visit: z.input<typeof EnterInput>): Promise<Entered> {
  try {
    await enterMissedVisit(ctx, visit)
    return { ok: true }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ok: false, message: error.message, fields: error.details.fields ?? [] }
  }
}

type Moments = { in: Date; out: Date }

function momentsOf(
  { now, timeZone }: Inside,
  day: string,
  { from, to, start }: Pick<z.output<typeof TimesInput>, "from" | "to"> & { start?: Date },
): Moments {
  const arrival = start ?? (from ? momentOn(day, from, timeZone) : undefined)
  if (!arrival) throw invalid("from", "Enter when the client came.")
  const sameDay = momentOn(dateIn(arrival, timeZone), to, timeZone)
  const left = sameDay > arrival ? sameDay : momentOn(addDays(dateIn(arrival, timeZone), 1), to, timeZone)
  if (arrival > now) throw invalid(from ? "from" : "day", "This time is still to come.")
  if (left > now) throw invalid("to", "This time is still to come.")
  // A day on which the clock is put back has 25 hours.
  if (left.getTime() - arrival.getTime() >= 24 * HOUR_MS)
    throw invalid("to", "A visit lasts less than 24 hours.")
  return { in: arrival, out: left }
}

async function lockVisit(tx: Transaction, id: string) {
  const [found] = await tx.select().from(checkIns).where(eq(checkIns.id, id)).for("update")
  if (!found) throw notFound("check-in")
  return found
}

async function requireFree(tx: Transaction, clientId: string, { in: from, out }: Moments, timeZone: string) {
  const [other] = await tx
    .select({ checkedInAt: checkIns.checkedInAt })
    .from(checkIns)
    .where(
      and(
        eq(checkIns.clientId, clientId),
        isNull(checkIns.removal),
        lt(checkIns.checkedInAt, out),
        or(
          gt(checkIns.checkedOutAt, from),
          // One that nobody ended is there from when it began.
          and(
            isNull(checkIns.checkedOutAt),
            sql`${checkIns.checkedInAt} >= ${from.toISOString()}::timestamptz`,
          ),
        ),
      ),
    )
    .limit(1)
  if (other)
    throw new AppError(
      "conflict",
      `There is a visit at that time already, from ${formatTime(other.checkedInAt, timeZone)}. Correct that one.`,
    )
}

async function keepCorrection(
  { tx, actor, now }: Inside,
  checkInId: string,
  set: Moments,
  { reason, evidence }: Pick<z.output<typeof CorrectInput>, "reason" | "evidence">,
) {
  const by = actor.kind === "user" ? idOf(actor) : null
  await tx
    .insert(visitCorrections)
    .values({ ...{ checkInId, reason, evidence, by, at: now }, checkedInAt: set.in, checkedOutAt: set.out })
}

import { sql } from "drizzle-orm"
import { v7 } from "uuid"
import type { z } from "zod"
import type { Database, Transaction } from "../../db/client"
import { recordsOf } from "../../db/records"
import { type Channel, events, outbox, webhookTargets } from "../../db/schema"
import { type EventData, type EventType, outgoingTypes } from "../events"
import { can, grantOf, type Permission } from "../permissions"
import { type Actor, idOf, nameOf, roleOf } from "./actor"
import { type CalendarDate, dateIn } from "./clock"
import { noSealer, type Sealer } from "./crypto"
import { AppError, asAppError, type FieldError } from "./errors"
import { type Ggleap, noGgleap } from "./ggleap"
import { countEvents } from "./metrics"
import { spanning } from "./trace"

/** Everything an operation may know of the outside world. Adapters make it, once per request. */
export type Context = {
  db: Database
  actor: Actor
  now: Date
  timeZone: string
  requestId: string
  /** Where the request came from, kept with what happens by it. */
  origin?: Origin
  /** Made by the adapters that serve people who sign in; without it nothing can be sealed or read. */
  sealer?: Sealer
  /** Without it ggLeap is not set up here. */
  ggleap?: Ggleap
}

/** The way in, and the network address at the other end of it, where there is one. */
export type Origin = { channel: Channel | null; address: string | null }

export type Known = Required<Omit<Context, "db">> & { today: CalendarDate }

export type Recorder = <T extends EventType>(
  type: T,
  data: EventData[T],
  about?: { clientId?: string },
) => void

/** What an operation works with: already inside the transaction, already authorized. */
export type Inside = Known & {
  tx: Transaction
  record: Recorder
  /** The same request inside this transaction, for operations that this one is made of: each is a savepoint. */
  within: Context
}
export type Reading = Known & { db: Database }

type Rule<S extends z.ZodType> = {
  permission: Permission
  input: S
  /** The fields the caller wants to change, where the permission is given field by field. */
  fields?: (raw: z.input<S>) => string[]
}

type Callable<S extends z.ZodType, R> = Rule<S> & ((ctx: Context, raw: z.input<S>) => Promise<R>)
export type Operation<S extends z.ZodType = z.ZodType, R = unknown> = Callable<S, R> & { kind: "operation" }
export type Query<S extends z.ZodType = z.ZodType, R = unknown> = Callable<S, R> & { kind: "query" }
export type Stream<S extends z.ZodType = z.ZodType> = Callable<S, AsyncGenerator<string>> & { kind: "stream" }

/**
 * A change to the data: authorizes, parses, opens a transaction (a savepoint inside one), runs, and writes what
 * was recorded in the same transaction. Throws AppError; a unique-constraint violation becomes a conflict.
 */
export function operation<S extends z.ZodType, R, B = undefined>(
  rule: Rule<S> & {
    /** Slow work that must not hold a connection, such as a password hash; its result goes to `run`. */
    before?: (reading: Reading, input: z.output<S>) => Promise<B>
    run: (inside: Inside, input: z.output<S>, before: B) => Promise<R>
  },
): Operation<S, R> {
  const call = async (ctx: Context, raw: z.input<S>) => {
    const input = admit(ctx.actor, rule, raw)
    const before = (await rule.before?.({ ...known(ctx), db: ctx.db }, input)) as B
    const rows: EventRow[] = []
    try {
      const result = await ctx.db.transaction(async (tx) => {
        const result = await rule.run(
          { ...known(ctx), tx, record: recorderInto(rows, ctx), within: { ...ctx, db: tx } },
          input,
          before,
        )
        if (rows.length > 0) await insertEvents(tx, rows)
        return result
      })
      countEvents(rows)
      return result
    } catch (error) {
      throw asAppError(error)
    }
  }
  return Object.assign(traced(rule, call), { ...rule, kind: "operation" as const })
}

/** In a trace it stands by the name of its permission. */
const traced =
  <C, I, R>({ permission }: { permission: Permission }, call: (ctx: C, raw: I) => Promise<R>) =>
  (ctx: C, raw: I) =>
    spanning(permission, "internal", () => call(ctx, raw))

/** Work made of operations, each with a transaction of its own: what was done stays done when a later one fails. */
export function errand<S extends z.ZodType, R>(
  rule: Rule<S> & { run: (ctx: Context & Known, input: z.output<S>) => Promise<R> },
): Operation<S, R> {
  const call = async (ctx: Context, raw: z.input<S>) => {
    const input = admit(ctx.actor, rule, raw)
    return rule.run({ ...ctx, ...known(ctx) }, input)
  }
  return Object.assign(traced(rule, call), { ...rule, kind: "operation" as const })
}

/** A read: authorizes, parses, runs, and writes down whose record was shown. The twin of `operation`. */
export function query<S extends z.ZodType, R>(
  rule: Rule<S> & {
    run: (reading: Reading, input: z.output<S>) => Promise<R>
    /** The clients whose record the caller gets to see by it: that is written down before the answer goes out. */
    shows?: (result: R, input: z.output<S>) => string[]
  },
): Query<S, R> {
  const call = async (ctx: Context, raw: z.input<S>) => {
    const input = admit(ctx.actor, rule, raw)
    const result = await rule.run({ ...known(ctx), db: ctx.db }, input)
    const shown = rule.shows?.(result, input) ?? []
    if (shown.length > 0) await recordReadings(ctx, shown)
    return result
  }
  return Object.assign(traced(rule, call), { ...rule, kind: "query" as const })
}

/**
 * A read that is too long to be held: its text comes piece by piece, as it is asked for. What is refused is refused
 * before the first piece comes back.
 */
export function stream<S extends z.ZodType>(
  rule: Rule<S> & { run: (ctx: Context & Known, input: z.output<S>) => AsyncGenerator<string> },
): Stream<S> {
  const call = async (ctx: Context, raw: z.input<S>) => {
    const input = admit(ctx.actor, rule, raw)
    const pieces = rule.run({ ...ctx, ...known(ctx) }, input)
    return resumed(await pieces.next(), pieces)
  }
  return Object.assign(call, { ...rule, kind: "stream" as const })
}

async function* resumed(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (!first.done) yield first.value
  yield* rest
}

/** What is said to who has a permission for some fields only. */
const limitedTo: Partial<Record<Permission, string>> = {
  "clients.update": "You may change the notes only.",
  "check_ins.correct": "You may set only the end of a visit.",
}

/** Throws `unauthenticated` or `forbidden` unless the actor has the permission, also for each of `fields`. */
export function authorize(actor: Actor, permission: Permission, fields?: string[]): void {
  const role = roleOf(actor)
  if (can(role, permission, fields)) return
  if (actor.kind === "visitor") throw new AppError("unauthenticated", "Please sign in first.")
  if (role === "admin without code")
    throw new AppError("forbidden", "Add your second factor first: you find it under Your account.")
  const limited = grantOf(role, permission) !== undefined
  throw new AppError("forbidden", (limited && limitedTo[permission]) || "You may not do this.")
}

function admit<S extends z.ZodType>(actor: Actor, rule: Rule<S>, raw: z.input<S>): z.output<S> {
  authorize(actor, rule.permission, rule.fields?.(raw))
  const parsed = rule.input.safeParse(raw)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.flatMap(fieldErrors)
  throw new AppError("invalid", "Some fields need your attention.", { fields })
}

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const at = issue.path.filter((part) => part !== "changes").join(".")
  if (issue.code !== "unrecognized_keys") return [{ field: at, message: issue.message }]
  return issue.keys.map((key) => ({ field: at ? `${at}.${key}` : key, message: "This field is not known." }))
}

function known({ db: _, sealer = noSealer, ggleap = noGgleap, origin = nowhere, ...ctx }: Context): Known {
  return { ...ctx, sealer, ggleap, origin, today: dateIn(ctx.now, ctx.timeZone) }
}

const nowhere: Origin = { channel: null, address: null }

function recorderInto(rows: EventRow[], ctx: Context): Recorder {
  return (type, data, about) => rows.push(eventRow(ctx, type, data, about))
}

export type EventRow = typeof events.$inferInsert

/**
 * Writes events, one or thousands, for work that makes its own rows, and puts those that other systems are told of into
 * the outbox, where somebody wants to be told.
 */
export async function insertEvents(tx: Transaction, rows: EventRow[]): Promise<void> {
  const whole = rows.map((row) => ({ ...row, id: row.id ?? v7() }))
  const going = whole.filter(({ type }) => isOutgoing(type)).map(({ id: eventId }) => ({ eventId }))
  if (going.length === 0) {
    await tx.insert(events).select(recordsOf(events, whole)).prepare("events").execute()
    return
  }
  const written = tx
    .$with("written")
    .as(tx.insert(events).select(recordsOf(events, whole)).returning({ id: events.id }))
  const wanted = sql`${recordsOf(outbox, going)} where exists (
    select from ${webhookTargets} where ${webhookTargets.removedAt} is null)`
  await tx.with(written).insert(outbox).select(wanted).prepare("events_and_outbox").execute()
}

const isOutgoing = (type: string) => outgoingTypes.some((one) => one === type)

/** The row of an event, for work on many things at once; whatever else happens is written by `record`. */
export function eventRow<T extends EventType>(
  { actor, now, requestId, origin = nowhere }: Pick<Context, "actor" | "now" | "requestId" | "origin">,
  type: T,
  data: EventData[T],
  about?: { clientId?: string },
): EventRow {
  return {
    type,
    data,
    requestId,
    actorKind: actor.kind,
    actorId: idOf(actor),
    actorName: nameOf(actor),
    clientId: about?.clientId ?? null,
    occurredAt: now,
    ...origin,
  }
}

/** So long one reading stands for all of the same reader, way in and client. */
const REPEATED_MS = 15 * 60_000

function recordReadings(ctx: Context, clientIds: string[]): Promise<void> {
  const rows = clientIds.map((clientId) => eventRow(ctx, "client.viewed", {}, { clientId }))
  return insertUnlessRepeated(ctx.db, rows, REPEATED_MS)
}

/**
 * Writes events unless one that says the same of the same actor, from the same place, is there from shortly before:
 * what is done again and again leaves a row now and then. Two at the same moment may both be written.
 */
export async function insertUnlessRepeated(db: Database, rows: EventRow[], withinMs: number): Promise<void> {
  const [first] = rows
  if (!first) return
  const whole = rows.map((row) => ({ ...row, id: row.id ?? v7() }))
  const since = new Date(first.occurredAt.getTime() - withinMs).toISOString()
  // "offset 0" has it look for each row by an index; as a join it would read all that happened within that time.
  const fresh = sql`${recordsOf(events, whole)} where not exists (
    select from events e where e.type = r.type and e.occurred_at > ${since}::timestamptz
      and ${first.clientId ? sql`e.client_id = r."clientId"` : sql`e.client_id is null and e.data = r.data`}
      and e.actor_kind = r."actorKind" and e.actor_id is not distinct from r."actorId"
      and e.channel is not distinct from r.channel and e.address is not distinct from r.address offset 0)`
  await db.insert(events).select(fresh).prepare("events_unless_repeated").execute()
}

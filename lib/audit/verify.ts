import { and, asc, eq, gt, isNull, lt, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/pg-core"
import { z } from "zod"
import type { Database } from "../../db/client"
import { auditHead, eventSeals, events, unsealedEvents } from "../../db/schema"
import { query } from "../core/operation"
import { workersAt } from "../schedule/workers"
import { type Anchor, chainWalk, type Fault, type Link } from "./chain"
import { dataDigest, isBlank, rowDigest } from "./digest"

/** So many seals are looked at at once. */
const PAGE = 2000
/** So many faults are named; the rest is counted. */
const NAMED = 1000
/** While a worker runs, an event waits for its seal this long at most. */
const WAITS_MS = 5 * 60_000

export type Verdict = {
  sealed: number
  waiting: number
  /** The end of the chain, to be written down elsewhere. */
  head: Anchor
  faultCount: number
  faults: Fault[]
}

/** The end of the chain. Whoever keeps it elsewhere can tell later that nothing before it was changed. */
export async function auditHeadOf(db: Database): Promise<Anchor> {
  const [head] = await db.select().from(auditHead)
  return head ?? { position: 0, hash: "" }
}

/**
 * Walks the whole chain as it is at one moment and names every event or seal that was changed, removed, moved, or added
 * behind its back, and every anchor that it does not meet. With `now`, also what has waited too long for its seal.
 */
export async function verifyAudit(
  db: Database,
  { anchors = [], now }: { anchors?: Anchor[]; now?: Date } = {},
): Promise<Verdict> {
  const whole = { isolationLevel: "repeatable read", accessMode: "read only" } as const
  return db.transaction(async (tx) => {
    const found = collector()
    const walk = chainWalk(anchors)
    let sealed = 0
    for (let links = await linksAfter(tx, null); links.length > 0; ) {
      for (const link of links) found.add(walk.step(link))
      sealed += links.length
      links = await linksAfter(tx, links.at(-1)?.position ?? null)
    }
    const [head] = await tx.select().from(auditHead)
    found.add(walk.end(head))
    found.add(await unsealedFaults(tx))
    if (now) found.add(await waitingFaults(tx, now))
    const waiting = await tx.$count(unsealedEvents)
    return { sealed, waiting, head: head ?? { position: 0, hash: "" }, ...found.all() }
  }, whole)
}

/** The same for those who run the server. */
export const verifyAuditLog = query({
  permission: "audit.verify",
  input: z.strictObject({
    anchors: z.array(z.strictObject({ position: z.number().int().positive(), hash: z.string() })).default([]),
  }),
  run: ({ db, now }, { anchors }) => verifyAudit(db, { anchors, now }),
})

function collector() {
  const faults: Fault[] = []
  let faultCount = 0
  return {
    add(more: Fault[]) {
      faultCount += more.length
      faults.push(...more.slice(0, NAMED - faults.length))
    },
    all: () => ({ faultCount, faults }),
  }
}

async function linksAfter(db: Database, position: number | null): Promise<Link[]> {
  const rows = await db
    .select({
      seal: eventSeals,
      type: events.type,
      occurredAt: events.occurredAt,
      rowNow: rowDigest,
      dataNow: dataDigest(eventSeals.salt),
      erased: sql<boolean>`case when ${eventSeals.salt} is null and ${isBlank} then ${isVouchedFor} else false end`,
    })
    .from(eventSeals)
    .leftJoin(events, eq(events.id, eventSeals.eventId))
    .where(position === null ? undefined : gt(eventSeals.position, position))
    .orderBy(asc(eventSeals.position))
    .limit(PAGE)
  return rows.map(({ seal, type, occurredAt, ...now }) => ({
    ...seal,
    ...now,
    event: type === null || occurredAt === null ? null : { type, occurredAt },
  }))
}

const erasure = alias(events, "erasure")
const itsSeal = alias(eventSeals, "its_seal")

/** Their erasure stands in the log, and not before what it blanked. */
const isVouchedFor = sql`exists (
  select from ${events} erasure left join ${eventSeals} its_seal on ${itsSeal.eventId} = ${erasure.id}
  where ${erasure.clientId} = ${events.clientId} and ${erasure.type} = 'client.erased'
    and (${itsSeal.position} is null or ${itsSeal.position} > ${eventSeals.position}))`

/** Whatever is written waits for its seal until it has it; what does neither was not written as others are. */
async function unsealedFaults(db: Database): Promise<Fault[]> {
  const rows = await db
    .select({ eventId: events.id, type: events.type, occurredAt: events.occurredAt })
    .from(events)
    .leftJoin(eventSeals, eq(eventSeals.eventId, events.id))
    .leftJoin(unsealedEvents, eq(unsealedEvents.eventId, events.id))
    .where(and(isNull(eventSeals.position), isNull(unsealedEvents.eventId)))
    .limit(NAMED)
  const gone = await db
    .select({ eventId: unsealedEvents.eventId })
    .from(unsealedEvents)
    .leftJoin(events, eq(events.id, unsealedEvents.eventId))
    .where(isNull(events.id))
    .limit(NAMED)
  return [
    ...rows.map((row): Fault => ({ kind: "event not sealed", ...row })),
    ...gone.map((row): Fault => ({ kind: "event removed while it waited", ...row })),
  ]
}

async function waitingFaults(db: Database, now: Date): Promise<Fault[]> {
  const { here } = await workersAt(db, now)
  const before = new Date(now.getTime() - WAITS_MS)
  if (!here.some(({ startedAt }) => startedAt < before)) return []
  const rows = await db
    .select({ eventId: events.id, type: events.type, occurredAt: events.occurredAt })
    .from(unsealedEvents)
    .innerJoin(events, eq(events.id, unsealedEvents.eventId))
    .where(lt(events.occurredAt, before))
    .limit(NAMED)
  return rows.map((row): Fault => ({ kind: "event waits for long", ...row }))
}

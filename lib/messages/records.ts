import { and, desc, eq, isNull, sql } from "drizzle-orm"
import type { Database } from "../../db/client"
import { events, webhookTargets } from "../../db/schema"
import type { Reading } from "../core/operation"
import { type Occasion, occasionNames } from "../settings/schema"
import type { Look } from "./due"
import { eventOf } from "./schema"

/** What is looked at, and when, to find those for whom an occasion is there. */
export async function lookOf(
  db: Database,
  { now, today, timeZone }: Pick<Reading, "now" | "today" | "timeZone">,
): Promise<Look> {
  return { now, today, timeZone, welcomeSince: await greetedSince(db) }
}

/** Since when new memberships are greeted; null while they are not. Whoever was there before is not greeted. */
async function greetedSince(db: Database): Promise<Date | null> {
  const [last] = await db
    .select({ at: events.occurredAt, on: sql<boolean>`(${events.data} ->> 'on')::boolean` })
    .from(events)
    .where(and(eq(events.type, "messages.switched"), sql`${events.data} ->> 'occasion' = 'welcome'`))
    .orderBy(desc(events.occurredAt), desc(events.id))
    .limit(1)
  return last?.on ? last.at : null
}

/** The occasions of which some webhook target wants to be told: without one, nobody would send the text on. */
export async function occasionsHeard(db: Database): Promise<Occasion[]> {
  const targets = await db
    .select({ types: webhookTargets.types })
    .from(webhookTargets)
    .where(isNull(webhookTargets.removedAt))
  return occasionNames.filter((occasion) =>
    targets.some(({ types }) => types === null || types.includes(eventOf[occasion])),
  )
}

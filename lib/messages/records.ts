import { and, desc, eq, sql } from "drizzle-orm"
import type { Database } from "../../db/client"
import { events } from "../../db/schema"
import type { Reading } from "../core/operation"
import type { Look } from "./due"

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

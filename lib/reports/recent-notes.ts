import { and, desc, eq, gte, isNotNull, notInArray, sql } from "drizzle-orm"
import { z } from "zod"
import { clientNotes, clients, users } from "../../db/schema"
import { addDays, startOfDay } from "../core/clock"
import { pageLimit } from "../core/fields"
import { query } from "../core/operation"
import { pageOf, readCursor } from "../core/page"

/** Today and the six days before it. */
export const RECENT_DAYS = 7

/** The staff notes of the last 7 days on all clients who are not deleted, newest first, and how many those are in all. */
export const recentNotes = query({
  permission: "notes.read",
  input: z.strictObject({ limit: pageLimit, cursor: z.string().max(1000).optional() }),
  async run({ db, today, timeZone }, { limit, cursor }) {
    const after = readCursor(cursor)
    // Those deleted are few: they are looked for, and not each note's client.
    const ofDeleted = db.select({ id: clients.id }).from(clients).where(isNotNull(clients.deletedAt))
    const recent = and(
      notInArray(clientNotes.clientId, ofDeleted),
      gte(clientNotes.createdAt, startOfDay(addDays(today, 1 - RECENT_DAYS), timeZone)),
    )
    const [total, rows] = await Promise.all([
      db.$count(clientNotes, recent),
      db
        .select({
          id: clientNotes.id,
          clientId: clientNotes.clientId,
          clientName: sql<string>`${clients.firstName} || ' ' || ${clients.lastName}`,
          body: clientNotes.body,
          author: users.name,
          createdAt: clientNotes.createdAt,
        })
        .from(clientNotes)
        .innerJoin(clients, eq(clients.id, clientNotes.clientId))
        .innerJoin(users, eq(users.id, clientNotes.authorId))
        .where(
          and(
            recent,
            after &&
              sql`(${clientNotes.createdAt}, ${clientNotes.id}) < (${after.key}::timestamptz, ${after.id}::uuid)`,
          ),
        )
        .orderBy(desc(clientNotes.createdAt), desc(clientNotes.id))
        .limit(limit + 1),
    ])
    return { ...pageOf(rows, limit, (row) => row.createdAt.toISOString()), total }
  },
})

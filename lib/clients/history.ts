import { and, desc, inArray, ne, sql } from "drizzle-orm"
import { z } from "zod"
import { events } from "../../db/schema"
import { pageLimit, uuid } from "../core/fields"
import { query } from "../core/operation"
import { pageOf, readCursor } from "../core/page"
import { everyRecordOf } from "./records"

/**
 * What happened to a client and who did it, newest first, a page at a time; not who looked. Answers for deleted clients
 * too.
 */
export const clientHistory = query({
  permission: "clients.history",
  input: z.strictObject({ clientId: uuid, limit: pageLimit, cursor: z.string().max(1000).optional() }),
  async run({ db }, { clientId, limit, cursor }) {
    const from = readCursor(cursor)
    const rows = await db
      .select()
      .from(events)
      .where(
        and(
          inArray(events.clientId, everyRecordOf(clientId)),
          ne(events.type, "client.viewed"),
          from && sql`(${events.occurredAt}, ${events.id}) < (${from.key}::timestamptz, ${from.id}::uuid)`,
        ),
      )
      .orderBy(desc(events.occurredAt), desc(events.id))
      .limit(limit + 1)
    return pageOf(rows, limit, (row) => row.occurredAt.toISOString())
  },
  shows: (_, { clientId }) => [clientId],
})

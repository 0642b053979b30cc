import { and, asc, desc, eq, gte, isNull, lt, sql } from "drizzle-orm"
import { z } from "zod"
import { checkIns, clients } from "../../db/schema"
import { findClient } from "../clients/records"
import { matches } from "../clients/search"
import { addDays, startOfDay } from "../core/clock"
import { query } from "../core/operation"
import { pageOf, readCursor } from "../core/page"
import { isHere, selectCheckIns } from "./records"
import { ListCheckInsInput } from "./schema"

/**
 * Visits, newest first, those undone or voided too (marked) unless only those that count are asked for; `from` and `to` are days of the centre, both included.
 * With `clientId`, throws not_found when there is no such client.
 */
export const listCheckIns = query({
  permission: "check_ins.read",
  input: ListCheckInsInput,
  async run({ db, timeZone }, { from, to, method, clientId, only, query: text, limit, cursor }) {
    if (clientId) await findClient(db, clientId)
    const after = readCursor(cursor)
    const rows = await selectCheckIns(db)
      .where(
        and(
          from ? gte(checkIns.checkedInAt, startOfDay(from, timeZone)) : undefined,
          to ? lt(checkIns.checkedInAt, startOfDay(addDays(to, 1), timeZone)) : undefined,
          method && eq(checkIns.method, method),
          clientId ? eq(checkIns.clientId, clientId) : undefined,
          only === "counted" ? isNull(checkIns.removal) : undefined,
          text ? and(isNull(clients.deletedAt), matches(text)) : undefined,
          after &&
            sql`(${checkIns.checkedInAt}, ${checkIns.id}) < (${after.key}::timestamptz, ${after.id}::uuid)`,
        ),
      )
      .orderBy(desc(checkIns.checkedInAt), desc(checkIns.id))
      .limit(limit + 1)
    return pageOf(rows, limit, (row) => row.checkedInAt.toISOString())
  },
})

/** Who is here now: the visits since the last closing time that have not ended, one per client, first come first. */
export const whoIsHere = query({
  permission: "check_ins.read",
  input: z.strictObject({}),
  run: ({ db, now, timeZone }) =>
    selectCheckIns(db).where(isHere({ now, timeZone })).orderBy(asc(checkIns.checkedInAt)),
})

/** The client's latest visit that counts, and whether they are here by it; or null. */
export const lastVisit = query({
  permission: "check_ins.read",
  input: ListCheckInsInput.pick({ clientId: true }).required(),
  async run({ db, now, timeZone }, { clientId }) {
    const [latest] = await selectCheckIns(db)
      .where(and(eq(checkIns.clientId, clientId), isNull(checkIns.removal)))
      .orderBy(desc(checkIns.checkedInAt))
      .limit(1)
    if (!latest) return null
    const here = await db.$count(checkIns, and(eq(checkIns.id, latest.id), isHere({ now, timeZone })))
    return { ...latest, here: here > 0 }
  },
})

import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm"
import { z } from "zod"
import { checkIns, clients, contactMethods } from "../../db/schema"
import { addDays, startOfDay } from "../core/clock"
import { calendarDate } from "../core/fields"
import { query } from "../core/operation"
import { isHere } from "./records"

/** So many weeks back it is looked who came on that day of the week. */
const WEEKS = 4

/** Who came on the same day of the week in the four weeks before a day, by name: they may come again. At most 60. */
export const expectedOn = query({
  permission: "check_ins.read",
  input: z.strictObject({ day: calendarDate }),
  run({ db, timeZone }, { day }) {
    const days = Array.from({ length: WEEKS }, (_, week) => addDays(day, -7 * (week + 1)))
    const onOneOf = sql.join(
      days.map((date) => {
        const [from, to] = [startOfDay(date, timeZone), startOfDay(addDays(date, 1), timeZone)]
        return sql`${checkIns.checkedInAt} >= ${from.toISOString()}::timestamptz and ${checkIns.checkedInAt} < ${to.toISOString()}::timestamptz`
      }),
      sql` or `,
    )
    const came = db
      .select({ id: checkIns.clientId })
      .from(checkIns)
      .where(and(isNull(checkIns.removal), sql`(${onOneOf})`))
    return db
      .select({ id: clients.id, firstName: clients.firstName, lastName: clients.lastName })
      .from(clients)
      .where(and(isNull(clients.deletedAt), inArray(clients.id, came)))
      .orderBy(asc(clients.sortName), asc(clients.id))
      .limit(60)
  },
})

/**
 * Who is here, for a list on paper: name, since when, where, and the numbers to call, a guardian's too; by name. Several open
 * visits of one client are one line.
 */
export const rollCall = query({
  permission: "check_ins.read",
  input: z.strictObject({}),
  run: ({ db, now, timeZone }) =>
    db
      .select({
        id: checkIns.id,
        firstName: clients.firstName,
        lastName: clients.lastName,
        station: checkIns.station,
        checkedInAt: checkIns.checkedInAt,
        phones: sql<string[]>`array(
          select ${clients.phone} where ${clients.phone} is not null
          union select value from ${contactMethods} where ${contactMethods.clientId} = ${clients.id} and kind = 'phone')`,
      })
      .from(checkIns)
      .innerJoin(clients, eq(clients.id, checkIns.clientId))
      .where(isHere({ now, timeZone }))
      .orderBy(asc(clients.sortName), asc(checkIns.id)),
})

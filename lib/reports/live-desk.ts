import { asc, eq, sql } from "drizzle-orm"
import { z } from "zod"
import type { Database } from "../../db/client"
import { checkIns, clients } from "../../db/schema"
import { countedBetween, isHere } from "../check-ins/records"
import { formatTime } from "../core/format"
import { query } from "../core/operation"

export type LiveDesk = {
  asOf: string
  here: {
    id: string
    clientId: string
    name: string
    deleted: boolean
    station: string | null
    since: string
  }[]
  hereNow: number
  checkedInToday: number
}

/**
 * What the desk watches: who is here now, first come first, how many those are, and how many visits began today.
 * All of it is of one moment; times are as the centre's clock shows them.
 */
export const liveDesk = query({
  permission: "check_ins.read",
  input: z.strictObject({}),
  run: ({ db, now, today, timeZone }): Promise<LiveDesk> =>
    db.transaction(
      async (tx) => {
        const here = await visitorsHere(tx, { now, timeZone })
        return {
          asOf: formatTime(now, timeZone),
          here: here.map(({ checkedInAt, ...visit }) => ({
            ...visit,
            since: formatTime(checkedInAt, timeZone),
          })),
          hereNow: here.length,
          checkedInToday: await tx.$count(checkIns, countedBetween(today, today, timeZone)),
        }
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    ),
})

function visitorsHere(db: Database, at: { now: Date; timeZone: string }) {
  return db
    .select({
      id: checkIns.id,
      clientId: checkIns.clientId,
      name: sql<string>`case when ${clients.deletedAt} is null then ${clients.firstName} || ' ' || ${clients.lastName} else 'Deleted client' end`,
      deleted: sql<boolean>`${clients.deletedAt} is not null`,
      station: checkIns.station,
      checkedInAt: checkIns.checkedInAt,
    })
    .from(checkIns)
    .innerJoin(clients, eq(clients.id, checkIns.clientId))
    .where(isHere(at))
    .orderBy(asc(checkIns.checkedInAt), asc(checkIns.id))
}

import { and, eq } from "drizzle-orm"
import type { Database } from "../../db/client"
import { renewalFollowUps, users } from "../../db/schema"
import type { CalendarDate } from "../core/clock"

/** What was done about one ending of a client's coverage; `version` is what `followUp` asks for. */
export type FollowUp = {
  contactedOn: CalendarDate | null
  promised: boolean
  note: string | null
  by: string | null
  version: string
}

export const followUpColumns = {
  contactedOn: renewalFollowUps.contactedOn,
  promised: renewalFollowUps.promised,
  note: renewalFollowUps.note,
  by: users.name,
  updatedAt: renewalFollowUps.updatedAt,
}

type Row = Omit<FollowUp, "version"> & { updatedAt: Date }

/** A row of `followUpColumns` as a follow-up. */
export function asFollowUp({ updatedAt, ...row }: Row): FollowUp {
  return { ...row, version: updatedAt.toISOString() }
}

/** What was done about the ending of the client's coverage on that day, or null. */
export async function findFollowUp(
  db: Database,
  clientId: string,
  coverageEndsOn: CalendarDate,
): Promise<FollowUp | null> {
  const [row] = await db
    .select(followUpColumns)
    .from(renewalFollowUps)
    .leftJoin(users, eq(users.id, renewalFollowUps.updatedBy))
    .where(and(eq(renewalFollowUps.clientId, clientId), eq(renewalFollowUps.coverageEndsOn, coverageEndsOn)))
  return row ? asFollowUp(row) : null
}

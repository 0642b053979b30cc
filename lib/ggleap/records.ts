import { and, asc, eq, gt, isNull } from "drizzle-orm"
import type { Database } from "../../db/client"
import { clients, ggleapLinks } from "../../db/schema"
import type { CalendarDate } from "../core/clock"
import type { Ggleap } from "../core/ggleap"
import { coverageOf } from "../coverage/records"
import type { Status } from "../coverage/status"
import { settingsOf } from "../settings/records"
import { type GroupNames, type Groups, groupsNamed, kindFor } from "./groups"

const CHUNK = 1000

/** The names of the two groups in the settings. */
export async function groupNamesOf(db: Database): Promise<GroupNames> {
  const names = await settingsOf(db, ["ggleapCoveredGroup", "ggleapUncoveredGroup"])
  return { covered: names.ggleapCoveredGroup, uncovered: names.ggleapUncoveredGroup }
}

/** The two groups of the settings as ggLeap has them now. Throws as `Ggleap` and `groupsNamed` do. */
export async function groupsNow(db: Database, ggleap: Ggleap): Promise<Groups> {
  return groupsNamed(await groupNamesOf(db), await ggleap.groups())
}

/** The links of clients who are not deleted, without the client's status. */
export function selectLinks(db: Database) {
  return db
    .select({
      id: ggleapLinks.clientId,
      firstName: clients.firstName,
      lastName: clients.lastName,
      posStartDate: clients.posStartDate,
      posEndDate: clients.posEndDate,
      ggleapUserId: ggleapLinks.ggleapUserId,
      ggleapName: ggleapLinks.ggleapName,
      groupId: ggleapLinks.groupId,
      problem: ggleapLinks.problem,
    })
    .from(ggleapLinks)
    .innerJoin(clients, and(eq(clients.id, ggleapLinks.clientId), isNull(clients.deletedAt)))
    .$dynamic()
}

type Dates = { id: string; posStartDate: CalendarDate | null; posEndDate: CalendarDate | null }
type Kind = { status: Status; kind: keyof Groups }
export type Link = Awaited<ReturnType<typeof selectLinks>>[number] & Kind

/** Clients, each with their status on `today` and the group they belong into. */
export async function withKinds<R extends Dates>(
  db: Database,
  rows: R[],
  today: CalendarDate,
): Promise<(R & Kind)[]> {
  const coverage = await coverageOf(db, rows, today)
  return rows.map((row) => {
    const status = coverage.get(row.id)?.status ?? "none"
    return { ...row, status, kind: kindFor(status) }
  })
}

/** Every link of a client who is not deleted, in the order of their ids, read a thousand at a time. */
export async function* everyLink(db: Database, today: CalendarDate): AsyncGenerator<Link> {
  let after: string | undefined
  do {
    const rows = await selectLinks(db)
      .where(after ? gt(ggleapLinks.clientId, after) : undefined)
      .orderBy(asc(ggleapLinks.clientId))
      .limit(CHUNK)
    yield* await withKinds(db, rows, today)
    after = rows.length === CHUNK ? rows.at(-1)?.id : undefined
  } while (after)
}

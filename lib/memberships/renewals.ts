import { and, asc, eq, isNull, sql } from "drizzle-orm"
import type { z } from "zod"
import type { Database } from "../../db/client"
import { clientCoverage, clients, renewalFollowUps, users } from "../../db/schema"
import type { CalendarDate } from "../core/clock"
import { groupedBy } from "../core/grouped"
import { query } from "../core/operation"
import { planHeld, planOrPos } from "../coverage/plan-held"
import { endsAround, lastDay, planDay } from "./endings"
import { asFollowUp, followUpColumns } from "./follow-up-records"
import { RenewalsInput } from "./schema"
import { foldedCoordinator, hasCoordinator } from "./status-rows"

/** Up to so many clients, all coordinators are shown at once; beyond, one of them is chosen first. */
export const SHOWN_AT_ONCE = 200

/** So many clients are given at most. */
export const RENEWALS_AT_MOST = 2000

/**
 * The renewal worklist: the clients whose coverage ends in the next 60 days or has ended in the last 60, under their
 * service coordinators (by name, however it is spelled; those without one last). `coordinators` counts all of them.
 * `sections` are those asked for with their lines, what ends first on top: null when they are too many to show at
 * once; `cut` tells that lines beyond the 2,000th are missing.
 */
export const renewals = query({
  permission: "renewals.read",
  input: RenewalsInput,
  async run({ db, today }, filter) {
    const coordinators = await countByCoordinator(db, today)
    const total = coordinators.reduce((sum, one) => sum + one[filter.show], 0)
    if (!filter.everyone && filter.coordinator === undefined && total > SHOWN_AT_ONCE)
      return { coordinators, sections: null, cut: false }
    const lines = await linesOf(db, today, filter)
    const shown = groupedBy(lines.slice(0, RENEWALS_AT_MOST), (line) => line.folded)
    const sections = coordinators.flatMap((one) => {
      const lines = shown.get(one.folded)
      return lines ? [{ ...one, lines }] : []
    })
    return { coordinators, sections, cut: lines.length > RENEWALS_AT_MOST }
  },
  // All of them at once are for paper.
  shows: ({ sections }, { everyone }) =>
    everyone ? (sections ?? []).flatMap(({ lines }) => lines.map(({ id }) => id)) : [],
})

export type Renewals = Awaited<ReturnType<typeof renewals>>
export type RenewalSection = NonNullable<Renewals["sections"]>[number]
export type RenewalLine = RenewalSection["lines"][number]

const ofThisEnding = and(
  eq(renewalFollowUps.clientId, clients.id),
  eq(renewalFollowUps.coverageEndsOn, lastDay),
)

/** Equal spellings are put together first: folding is slow, and they are few. */
function countByCoordinator(db: Database, today: CalendarDate) {
  const spellings = db
    .select({
      spelling: sql<string | null>`${clients.serviceCoordinator}`.as("spelling"),
      all: sql`count(*)`.as("all_of_it"),
      open: sql`count(*) filter (where ${renewalFollowUps.contactedOn} is null)`.as("open"),
    })
    .from(clientCoverage)
    .innerJoin(clients, eq(clients.id, clientCoverage.clientId))
    .leftJoin(renewalFollowUps, ofThisEnding)
    .where(endsAround(today))
    .groupBy(clients.serviceCoordinator)
    .as("spellings")
  const { spelling, all, open } = spellings
  const folded = sql<string | null>`search_fold(${spelling})`
  return db
    .select({
      folded,
      name: sql<string | null>`(array_agg(${spelling} order by ${all} desc, ${spelling}))[1]`,
      all: sql<number>`sum(${all})::int`,
      open: sql<number>`sum(${open})::int`,
    })
    .from(spellings)
    .groupBy(folded)
    .orderBy(sql`${folded} nulls last`)
}

async function linesOf(
  db: Database,
  today: CalendarDate,
  { coordinator, show }: z.output<typeof RenewalsInput>,
) {
  const held = planHeld(db, clientCoverage.clientId, planDay(today))
  const rows = await db
    .select({
      id: clients.id,
      firstName: clients.firstName,
      lastName: clients.lastName,
      phone: clients.phone,
      uciNumber: clients.uciNumber,
      posStartDate: clients.posStartDate,
      posEndDate: clients.posEndDate,
      folded: foldedCoordinator,
      plan: planOrPos(held),
      endsOn: lastDay,
      followUp: followUpColumns,
    })
    .from(clientCoverage)
    .innerJoin(clients, eq(clients.id, clientCoverage.clientId))
    .leftJoinLateral(held, sql`true`)
    .leftJoin(renewalFollowUps, ofThisEnding)
    .leftJoin(users, eq(users.id, renewalFollowUps.updatedBy))
    .where(
      and(
        endsAround(today),
        hasCoordinator(coordinator),
        show === "open" ? isNull(renewalFollowUps.contactedOn) : undefined,
      ),
    )
    .orderBy(sql`${foldedCoordinator} nulls last`, asc(lastDay), asc(clients.sortName), asc(clients.id))
    .limit(RENEWALS_AT_MOST + 1)
  return rows.map(({ followUp, ...line }) => ({ ...line, followUp: marked(followUp) }))
}

/** Of a client for whom nothing was done yet, the join gives a row of nothing. */
function marked(row: { [K in keyof typeof followUpColumns]: unknown }) {
  return row.updatedAt === null ? null : asFollowUp(row as Parameters<typeof asFollowUp>[0])
}

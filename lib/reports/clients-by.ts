import { and, count, eq, gte, lte, type SQL, sql } from "drizzle-orm"
import type { PgColumn } from "drizzle-orm/pg-core"
import type { Database } from "../../db/client"
import { clientCoverage, clients } from "../../db/schema"
import type { CalendarDate } from "../core/clock"
import { inMemoryOf } from "../core/memory"
import { query } from "../core/operation"
import { POS } from "../coverage/plan-held"
import { ClientsByInput, type Grouping } from "./schema"

export type Group = { name: string | null; clients: number }

type Choice = { today: CalendarDate; covered: "today" | "all" }

/**
 * How many clients have each language, service coordinator or plan, the largest group first and those with none last
 * (name null). Of all clients, or of those covered today. Languages and coordinators are one whatever the case and the
 * accents, under their commonest spelling; a plan is the one that a client's status shows.
 */
export const clientsBy = query({
  permission: "reports.read",
  input: ClientsByInput,
  async run({ db, today }, { by, covered }): Promise<Group[]> {
    const groups = await inMemoryOf(db, ["people"], ({ tx, recall }) =>
      recall(["clients", by, covered, today], () => counts[by](tx, { today, covered })),
    )
    return groups.toSorted(
      (a, b) => Number(a.name === null) - Number(b.name === null) || b.clients - a.clients,
    )
  },
})

const counts: Record<Grouping, (db: Database, choice: Choice) => Promise<Group[]>> = {
  language: (db, choice) => countByText(db, clients.language, choice),
  coordinator: (db, choice) => countByText(db, clients.serviceCoordinator, choice),
  plan: countByPlan,
}

/** Equal spellings are put together first: folding is slow, and they are few. */
function countByText(db: Database, column: PgColumn, choice: Choice): Promise<Group[]> {
  const spellings = db
    .select({ spelling: sql<string | null>`${column}`.as("spelling"), number: count().as("number") })
    .from(clientCoverage)
    .innerJoin(clients, eq(clients.id, clientCoverage.clientId))
    .where(counted(choice))
    .groupBy(column)
    .as("spellings")
  const { spelling, number } = spellings
  return db
    .select({
      name: sql<string | null>`(array_agg(${spelling} order by ${number} desc, ${spelling}))[1]`,
      clients: sql<number>`sum(${number})::int`,
    })
    .from(spellings)
    .groupBy(sql`search_fold(${spelling})`)
    .orderBy(sql`search_fold(${spelling})`)
}

/** The SQL twin of `coverageOn`: the plan on the day that decides the status, of the membership that lasts longest. */
async function countByPlan(db: Database, choice: Choice): Promise<Group[]> {
  return await db.execute<Group>(sql`
    select case when kind <> 'none' then coalesce(plans.name, ${POS.name}) end as name, count(*)::int as clients
    from (
      select distinct on (deciding.client_id) deciding.client_id, deciding.kind, plans.name
      from (${decidingDays(choice)}) deciding
      left join memberships m on m.client_id = deciding.client_id
        and m.starts_on <= deciding.day and m.holds_until >= deciding.day
      left join plans on plans.id = m.plan_id
      order by deciding.client_id, m.holds_until desc, plans.code collate "C"
    ) plans
    group by 1 order by 1`)
}

function decidingDays(choice: Choice): SQL {
  const { clientId, kind, startsOn, endsOn } = clientCoverage
  return sql`
    select ${clientId}, ${kind}, case ${kind} when 'covered' then ${choice.today}::date
      when 'ended' then ${startsOn} - 1 when 'upcoming' then ${endsOn} + 1 end as day
    from ${clientCoverage} where ${counted(choice)}`
}

/** The rows of the calendar that count; deleted clients have none. */
function counted({ today, covered }: Choice) {
  return and(
    lte(clientCoverage.startsOn, today),
    gte(clientCoverage.endsOn, today),
    covered === "today" ? eq(clientCoverage.kind, "covered") : undefined,
  )
}

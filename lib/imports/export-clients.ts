import { and, asc, count, eq, inArray, isNotNull, type SQL, sql } from "drizzle-orm"
import type { z } from "zod"
import type { Database } from "../../db/client"
import { clients, memberships, plans } from "../../db/schema"
import { isListed } from "../clients/list"
import { type ClientRecord, clientColumns } from "../clients/records"
import { ListFilter } from "../clients/schema"
import type { CalendarDate } from "../core/clock"
import { csvLine } from "../core/csv"
import { groupedBy } from "../core/grouped"
import { operation, stream } from "../core/operation"
import { type ColumnField, templateColumns } from "./columns"
import type { ImportedTerm } from "./read-term"

const columns: [name: string, field: ColumnField][] = [
  ...Object.entries(templateColumns),
  ["client_id", "clientId"],
]

/** So many clients are held at once, however many there are. */
const PAGE = 500

/**
 * The clients of the list's filter as CSV that an import takes back: the columns of the template and the client's id,
 * those added first first. A client with several memberships that count has a row for each, with the last day on which
 * it does. Who exports is written down before the first row.
 */
export const exportClients = stream({
  permission: "exports.read",
  input: ListFilter,
  async *run(ctx, filter) {
    await noteExport(ctx, filter)
    yield csvLine(columns.map(([name]) => name))
    for await (const page of pagesOf(ctx.db, ctx.today, filter)) {
      const terms = await termsOf(ctx.db, page)
      yield page.flatMap((client) => rowsOf(client, terms.get(client.id) ?? [])).join("")
    }
  },
})

const noteExport = operation({
  permission: "exports.read",
  input: ListFilter,
  async run({ tx, today, record }, filter) {
    const { query, ...others } = filter
    const rows = await numberOfRows(tx, today, filter)
    record("clients.exported", { filter: { ...others, searched: Boolean(query) }, rows })
  },
})

type Filter = z.output<typeof ListFilter>

async function numberOfRows(db: Database, today: CalendarDate, filter: Filter): Promise<number> {
  const terms = distinctTerms(db, isNotNull(memberships.holdsUntil)).as("terms")
  const [row] = await db
    .select({ number: count() })
    .from(clients)
    .leftJoin(terms, eq(terms.clientId, clients.id))
    .where(isListed(db, today, filter))
  return row?.number ?? 0
}

async function* pagesOf(db: Database, today: CalendarDate, filter: Filter): AsyncGenerator<ClientRecord[]> {
  let last: ClientRecord | undefined
  do {
    const after: ClientRecord | undefined = last
    const page: ClientRecord[] = await db
      .select(clientColumns)
      .from(clients)
      .where(
        and(
          isListed(db, today, filter),
          after &&
            sql`(${clients.createdAt}, ${clients.id}) > (${after.createdAt.toISOString()}::timestamptz, ${after.id}::uuid)`,
        ),
      )
      .orderBy(asc(clients.createdAt), asc(clients.id))
      .limit(PAGE)
    if (page.length > 0) yield page
    last = page.length === PAGE ? page.at(-1) : undefined
  } while (last)
}

/** The memberships that count; one that stands twice is one. */
const distinctTerms = (db: Database, which: SQL | undefined) =>
  db
    .selectDistinct({
      clientId: memberships.clientId,
      planCode: plans.code,
      startsOn: memberships.startsOn,
      endsOn: sql<string>`${memberships.holdsUntil}`.as("ends_on"),
    })
    .from(memberships)
    .innerJoin(plans, eq(plans.id, memberships.planId))
    .where(which)

async function termsOf(db: Database, page: ClientRecord[]): Promise<Map<string, ImportedTerm[]>> {
  const ids = page.map(({ id }) => id)
  const which = and(isNotNull(memberships.holdsUntil), inArray(memberships.clientId, ids))
  const rows = await distinctTerms(db, which).orderBy(
    asc(memberships.startsOn),
    sql`ends_on`,
    asc(plans.code),
  )
  return groupedBy(rows, ({ clientId }) => clientId)
}

function rowsOf(client: ClientRecord, terms: ImportedTerm[]): string[] {
  return (terms.length > 0 ? terms : [null]).map((term) => {
    const values: Partial<Record<ColumnField, string | null>> = {
      ...client,
      planCode: term?.planCode ?? null,
      membershipStartsOn: term?.startsOn ?? null,
      membershipEndsOn: term?.endsOn ?? null,
      clientId: client.id,
    }
    return csvLine(columns.map(([, field]) => values[field] ?? null))
  })
}

import { and, asc, desc, eq, exists, inArray, isNull, type SQL, sql } from "drizzle-orm"
import type { PgColumn } from "drizzle-orm/pg-core"
import { z } from "zod"
import type { Database } from "../../db/client"
import { clientCoverage, clients, clientTags } from "../../db/schema"
import type { CalendarDate } from "../core/clock"
import { query, type Reading } from "../core/operation"
import { type Cursor, pageOf, readCursor } from "../core/page"
import { countByStatus, hasStatus } from "../coverage/records"
import type { Status } from "../coverage/status"
import { clientOf, wholeColumns } from "./records"
import { type ListFilter, ListInput } from "./schema"
import { matches } from "./search"

/** One page of the clients that match the search and have the status today and the tag, newest first or by name. */
export const listClients = query({
  permission: "clients.read",
  input: ListInput,
  async run(reading, input) {
    const { rows, nextCursor } = await pageOfClients(reading, input)
    return { rows: rows.map((row) => clientOf(row, reading.today)), nextCursor }
  },
})

/** The few clients that match what was typed into the search from anywhere, by name; no more about them than needed. */
export const suggestClients = query({
  permission: "clients.read",
  input: ListInput.pick({ query: true }),
  async run(reading, { query: text }) {
    if (!text) return []
    const { rows } = await pageOfClients(reading, { query: text, order: "name", limit: 8 })
    return rows.map((row) => {
      const { id, firstName, lastName, coverage } = clientOf(row, reading.today)
      return { id, firstName, lastName, coverage }
    })
  },
})

/** How many clients have each status today; over all clients, whatever is searched for. */
export const countClients = query({
  permission: "clients.read",
  input: z.strictObject({}),
  run: ({ db, today }) => countByStatus(db, today),
})

/** The condition that a client is not deleted and is one of those that the filter names. */
export function isListed(db: Database, today: CalendarDate, filter: z.output<typeof ListFilter>) {
  const { query: text, status, tag } = filter
  return and(
    isNull(clients.deletedAt),
    text ? matches(text) : undefined,
    status && exists(daysWithStatus(db, status, today)),
    tag ? inArray(clients.id, idsTagged(db, tag)) : undefined,
  )
}

async function pageOfClients({ db, today, sealer }: Reading, input: z.output<typeof ListInput>) {
  const { order, limit, cursor, status, ...filter } = input
  const { sorted, after, keyOf } = orderOf(order, status)
  const byName = order === "name" ? sealer : undefined
  const from = readCursor(cursor, byName)
  const all = db
    .select({ ...wholeColumns, sortName: clients.sortName })
    .from(clients)
    .$dynamic()
  // Of each client one day is today, so none is there twice.
  const some = status
    ? all.innerJoin(clientCoverage, and(eq(clientCoverage.clientId, clients.id), hasStatus(status, today)))
    : all
  const rows = await some
    .where(and(isListed(db, today, filter), from && after(from)))
    .orderBy(...sorted)
    .limit(limit + 1)
  return pageOf(rows, limit, keyOf, byName)
}

function daysWithStatus(db: Database, status: Status, today: CalendarDate) {
  return db
    .select({ one: sql`1` })
    .from(clientCoverage)
    .where(and(eq(clientCoverage.clientId, clients.id), hasStatus(status, today)))
}

function idsTagged(db: Database, tag: string) {
  return db.select({ id: clientTags.clientId }).from(clientTags).where(eq(clientTags.tagId, tag))
}

type Row = { id: string; createdAt: Date; sortName: string | null }
type Order = { sorted: SQL[]; after: (cursor: Cursor) => SQL; keyOf: (row: Row) => string }

/** Those of a status in the order of its own index: many others may come before the first who has it. */
const orderOf = (order: "newest" | "name", status?: Status): Order =>
  status
    ? orders[order](clientCoverage.clientId, clientCoverage)
    : orders[order](clients.id, { clientCreatedAt: clients.createdAt, clientSortName: clients.sortName })

const orders: Record<
  "newest" | "name",
  (id: PgColumn, by: Record<"clientCreatedAt" | "clientSortName", PgColumn>) => Order
> = {
  newest: (id, { clientCreatedAt }) => ({
    sorted: [desc(clientCreatedAt), desc(id)],
    after: (from) => sql`(${clientCreatedAt}, ${id}) < (${from.key}::timestamptz, ${from.id}::uuid)`,
    keyOf: (row) => row.createdAt.toISOString(),
  }),
  name: (id, { clientSortName }) => ({
    sorted: [asc(clientSortName), asc(id)],
    after: (from) => sql`(${clientSortName}, ${id}) > (${from.key}::text, ${from.id}::uuid)`,
    keyOf: (row) => row.sortName ?? "",
  }),
}

import { and, asc, desc, eq, exists, inArray, isNull, type SQL, sql } from "drizzle-orm"
import { type PgColumn, union } from "drizzle-orm/pg-core"
import { z } from "zod"
import type { Database } from "../../db/client"
import { clientCoverage, clients, contactMethods } from "../../db/schema"
import { query } from "../core/operation"
import { type Cursor, pageOf, readCursor } from "../core/page"
import { countByStatus, hasStatus } from "../coverage/records"
import { clientColumns, completed } from "./records"
import { ListInput } from "./schema"
import { searchWords } from "./search-words"

/** One page of the clients that match the search and have the status today, newest first or by last name. */
export const listClients = query({
  permission: "clients.read",
  input: ListInput,
  async run({ db, today }, { query: text, status, order, limit, cursor }) {
    const { sorted, after, keyOf } = orders[order]
    const from = readCursor(cursor)
    const rows = await db
      .select({ ...clientColumns, sortName: clients.sortName })
      .from(clients)
      .where(
        and(
          isNull(clients.deletedAt),
          from && after(from),
          text ? inArray(clients.id, matches(db, text)) : undefined,
          status &&
            exists(
              db
                .select({ one: sql`1` })
                .from(clientCoverage)
                .where(and(eq(clientCoverage.clientId, clients.id), hasStatus(status, today))),
            ),
        ),
      )
      .orderBy(...sorted)
      .limit(limit + 1)
    const page = pageOf(rows, limit, keyOf)
    const shown = page.rows.map(({ sortName, ...row }) => row)
    return { rows: await completed(db, shown, today), nextCursor: page.nextCursor }
  },
})

/** How many clients have each status today; over all clients, whatever is searched for. */
export const countClients = query({
  permission: "clients.read",
  input: z.strictObject({}),
  run: ({ db, today }) => countByStatus(db, today),
})

type Row = { id: string; createdAt: Date; sortName: string | null }
type Order = { sorted: SQL[]; after: (cursor: Cursor) => SQL; keyOf: (row: Row) => string }

const orders: Record<"newest" | "name", Order> = {
  newest: {
    sorted: [desc(clients.createdAt), desc(clients.id)],
    after: ({ key, id }) => sql`(${clients.createdAt}, ${clients.id}) < (${key}::timestamptz, ${id}::uuid)`,
    keyOf: (row) => row.createdAt.toISOString(),
  },
  name: {
    sorted: [asc(clients.sortName), asc(clients.id)],
    after: ({ key, id }) => sql`(${clients.sortName}, ${clients.id}) > (${key}::text, ${id}::uuid)`,
    keyOf: (row) => row.sortName ?? "",
  },
}

function matches(db: Database, text: string) {
  const words = searchWords(text)
  const contains = (column: PgColumn) =>
    and(...words.map((word) => sql`${column} like contains_pattern(${word})`))
  return union(
    db.select({ id: clients.id }).from(clients).where(contains(clients.searchText)),
    db.select({ id: contactMethods.clientId }).from(contactMethods).where(contains(contactMethods.value)),
  )
}

import { sql } from "drizzle-orm"
import type { Database, Transaction } from "../../db/client"
import type { MergeTrace } from "../../db/schema/clients"

type Two = { id: string; otherId: string }

/**
 * The tables with what belongs to a client, the column that tells the rows of one client apart, and when a row stays where
 * it is: the client who stays has its like. What hangs on such a row leads to the client who stays by `merged_into`.
 */
export const movedTables: { table: string; key: string; stays?: string }[] = [
  { table: "check_ins", key: "id" },
  { table: "memberships", key: "id" },
  { table: "client_notes", key: "id" },
  { table: "inbound_events", key: "id" },
  { table: "contact_methods", key: "id", stays: "o.kind = t.kind and o.value = t.value" },
  { table: "client_tags", key: "tag_id", stays: "o.tag_id = t.tag_id" },
  {
    table: "consents",
    key: "id",
    stays: "o.kind = t.kind and o.revoked_at is null and t.revoked_at is null",
  },
  { table: "member_cards", key: "id", stays: "o.revoked_at is null and t.revoked_at is null" },
  { table: "messages", key: "id", stays: "o.occasion = t.occasion and o.about = t.about" },
  { table: "renewal_follow_ups", key: "coverage_ends_on", stays: "o.coverage_ends_on = t.coverage_ends_on" },
  { table: "ggleap_links", key: "ggleap_user_id", stays: "true" },
]

/**
 * The tables of which no row goes over: events are sealed as they were written, rows of a file tell what the file did, and
 * the others are worked out from the rest.
 */
export const unmovedTables = [
  "events",
  "import_rows",
  "client_coverage",
  "told_statuses",
  "client_merges",
  "clients_told_apart",
]

/** How many rows of each table would go over to the client who stays; tables without any are left out. */
export async function countMoved(db: Database, two: Two): Promise<Record<string, number>> {
  const moved: Record<string, number> = {}
  for (const { table, ...rule } of movedTables) {
    const [row] = await db.execute<{ rows: number }>(
      sql`select count(*)::int as rows from ${sql.raw(table)} t where ${goesOver(table, rule, two)}`,
    )
    if (row?.rows) moved[table] = row.rows
  }
  return moved
}

/** Lets everything that can go over do so, and returns the keys by table. */
export async function moveRows(tx: Transaction, two: Two): Promise<MergeTrace["moved"]> {
  const moved: MergeTrace["moved"] = {}
  for (const { table, ...rule } of movedTables) {
    const rows = await tx.execute<{ key: string }>(sql`
      update ${sql.raw(table)} t set client_id = ${two.id}::uuid where ${goesOver(table, rule, two)}
      returning t.${sql.raw(rule.key)}::text as key`)
    if (rows.length > 0) moved[table] = rows.map(({ key }) => key)
  }
  return moved
}

function goesOver(table: string, { stays }: { stays?: string }, { id, otherId }: Two) {
  const likes =
    stays &&
    sql`and not exists (select from ${sql.raw(table)} o where o.client_id = ${id}::uuid and (${sql.raw(stays)}))`
  return sql`t.client_id = ${otherId}::uuid ${likes ?? sql``}`
}

/** Lets what went over by `moveRows` go back, as far as it is still there, and renewals made since with what they renew. */
export async function moveRowsBack(tx: Transaction, { id, otherId }: Two, moved: MergeTrace["moved"]) {
  for (const { table, key } of movedTables) {
    const keys = moved[table] ?? []
    if (keys.length === 0) continue
    await tx.execute(sql`
      update ${sql.raw(table)} t set client_id = ${otherId}::uuid
      where client_id = ${id}::uuid and ${sql.raw(key)}::text in ${keys}`)
  }
  await tx.execute(sql`
    with recursive theirs as (
      select id from memberships where client_id = ${otherId}::uuid
      union select m.id from memberships m join theirs on m.renewal_of = theirs.id)
    update memberships set client_id = ${otherId}::uuid
    where client_id = ${id}::uuid and id in (select id from theirs)`)
}

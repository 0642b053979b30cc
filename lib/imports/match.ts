import { sql } from "drizzle-orm"
import type { Database } from "../../db/client"
import { groupedBy } from "../core/grouped"
import type { ReadRow } from "./read-row"

/** Who a row may be, by what product rule 5 compares; `key` tells the rows of one call apart. */
export type Wanted = { key: number; row: ReadRow }

/** The client that a row means; several when it cannot be told which; none when the row is somebody new. */
export type Match = { clientIds: string[] }

/**
 * Finds the clients that rows mean: by client id, else by UCI number (also one whose leading zeros a spreadsheet ate),
 * else by the same name and date of birth, else by the same name and phone or e-mail. Two different UCI numbers, and
 * two different dates of birth, are two people. Names are compared without case and accents. Deleted clients never match.
 */
export async function matchClients(db: Database, wanted: readonly Wanted[]): Promise<Map<number, Match>> {
  if (wanted.length === 0) return new Map()
  const found = await db.execute<{ key: number; rank: number; id: string }>(sql`
    with given as (${givenRows(wanted)})
    select key, 1 as rank, c.id from given g, lateral (
      select id from clients c where c.id = g.id and c.deleted_at is null limit 1) c
    union all
    select key, 2, c.id from given g, lateral (
      select id from clients c where c.uci_number in (g.uci, g.long_uci) and c.deleted_at is null limit ${MOST}) c
    union all
    select key, case when c.date_of_birth = g.dob then 3 else 4 end, c.id from given g, lateral (
      select * from clients c where c.sort_name = search_fold(g.last || ', ' || g.first) and c.deleted_at is null
        and ${sameBy("c.uci_number", "c.date_of_birth", "c.phone", "c.email")} limit ${MOST}) c`)
  return bestOf(found)
}

/** A row above in the same file that is about the same person; under another name it is more likely a mistake. */
export type EarlierRow = { line: number; otherName: boolean }

/** The same question among the rows of one import that stand above each row: the first that is the same person. */
export async function matchEarlierRows(
  db: Database,
  importId: string,
  wanted: readonly Wanted[],
): Promise<Map<number, EarlierRow>> {
  if (wanted.length === 0) return new Map()
  const [uci, dob] = ["(e.client ->> 'uciNumber')", "(e.client ->> 'dateOfBirth')::date"]
  const [phone, email] = ["(e.client ->> 'phone')", "(e.client ->> 'email')"]
  const above = sql`import_id = ${importId}::uuid and line < g.key`
  const parts = sql`line, input -> 'client' as client, input ->> 'clientId' as own_id`
  const found = await db.execute<EarlierRow & { key: number; rank: number }>(sql`
    with given as (${givenRows(wanted)})
    select key, 2 as rank, e.line, e.name_key <> search_fold(g.last || ', ' || g.first) as "otherName"
      from given g, lateral (
        select line, name_key from import_rows where ${above} and uci_number = g.uci limit ${MOST}) e
    union all
    select key, case when e.own_id = g.id::text then 1 when ${sql.raw(dob)} = g.dob then 3 else 4 end, e.line, false
      from given g, lateral (
        select * from (
          select ${parts} from import_rows where ${above} and name_key = search_fold(g.last || ', ' || g.first)
        ) e where e.own_id = g.id::text
          or ((e.own_id is null or g.id is null) and ${sameBy(uci, dob, phone, email)})
        limit ${MOST}) e
    order by key, rank, line`)
  return new Map(found.toReversed().map(({ key, line, otherName }) => [key, { line, otherName }]))
}

/** More candidates than anybody would look at. The limit also makes Postgres look each row up by an index, always. */
const MOST = 10

const givenRows = (wanted: readonly Wanted[]) => {
  const rows = wanted.map(({ key, row: { client, clientId } }) => ({
    key,
    id: clientId,
    uci: client.uciNumber,
    long_uci: /^\d{1,6}$/.test(client.uciNumber ?? "") ? client.uciNumber?.padStart(7, "0") : null,
    first: client.firstName,
    last: client.lastName,
    dob: client.dateOfBirth,
    phone: client.phone,
    email: client.email,
  }))
  return sql`select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as rows(
    key int, id uuid, uci text, long_uci text, first text, last text, dob date, phone text, email text)`
}

/** Of two with the same name: the same birth or contact, and nothing that speaks against it. */
function sameBy(uci: string, dob: string, phone: string, email: string) {
  const [u, d, p, e] = [uci, dob, phone, email].map((name) => sql.raw(name))
  return sql`(${u} is null or g.uci is null or ${u} = g.uci or ${u} = g.long_uci)
    and (${d} is null or g.dob is null or ${d} = g.dob)
    and (${d} = g.dob or ${p} = g.phone or ${e} = g.email)`
}

function bestOf(found: readonly { key: number; rank: number; id: string }[]): Map<number, Match> {
  return new Map(
    [...groupedBy(found, (row) => row.key)].map(([key, rows]) => {
      const best = Math.min(...rows.map((row) => row.rank))
      return [key, { clientIds: [...new Set(rows.filter((row) => row.rank === best).map((row) => row.id))] }]
    }),
  )
}

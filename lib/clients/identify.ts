import { sql } from "drizzle-orm"
import type { Database } from "../../db/client"
import { groupedBy } from "../core/grouped"
import { type Candidate, type Identity, identityOf, type Person, wholeNumber } from "./identity"

/** Who is looked for; `key` tells those of one call apart, `clientId` is told by files that were exported here. */
export type Wanted = Person & { key: number; clientId?: string | null }

/** A client who may be meant. */
export type Known = Candidate<string> & { deletedAt: Date | null }

/** What is known of who each of them is, and the clients whom the answers name. */
export type Identified = { identities: Map<number, Identity<string>>; known: Map<string, Known> }

/**
 * Decides among all clients who each of the people is, also among those who were deleted; not among those who were erased,
 * or whom only an import made that was taken back. By a record that was merged, its client who stayed is recognized, too.
 */
export async function identify(db: Database, wanted: readonly Wanted[]): Promise<Identified> {
  if (wanted.length === 0) return { identities: new Map(), known: new Map() }
  const found = await db.execute<Omit<Known, "deletedAt"> & { key: number; deletedAt: string | null }>(sql`
    with given as (${givenPeople(wanted)}),
    found as (
      select key, c.id from given g, lateral (select id from clients c where c.id = g.id limit 1) c
      union
      select key, c.id from given g, lateral (
        select id from clients c where c.uci_number in (g.uci, g.long_uci) and c.deleted_at is null limit ${MOST}) c
      union
      select key, c.id from given g, lateral (
        select id from clients c where c.uci_number in (g.uci, g.long_uci) and c.deleted_at is not null limit ${MOST}) c
      union
      select key, c.id from given g, lateral (
        select id from clients c where c.name_key = g.name_key and ${sharesWith("c.date_of_birth", "c.phone", "c.email")}
        order by c.deleted_at is not null limit ${MOST}) c
    ),
    meant as (
      select * from found
      union
      select key, c.merged_into from found, lateral (select merged_into from clients c where c.id = found.id limit 1) c
      where c.merged_into is not null
    )
    select key, stays.id, c.id as "clientId", c.first_name as "firstName", c.last_name as "lastName",
      c.uci_number as "uciNumber", c.date_of_birth::text as "dateOfBirth", c.phone, c.email,
      stays.deleted_at is not null as deleted, stays.deleted_at as "deletedAt"
    from meant join clients c on c.id = meant.id and c.erased_at is null
      join clients stays on stays.id = coalesce(c.merged_into, c.id)
    where stays.deleted_at is null or not exists (
        select from import_rows r where r.client_id = stays.id and r.outcome = 'created' and r.undo = 'undone')
    order by c.merged_into is null, stays.id`)
  const byKey = groupedBy(found, ({ key }) => key)
  return {
    identities: new Map(wanted.map((one) => [one.key, identityOf(one, byKey.get(one.key) ?? [])])),
    known: new Map(
      found.map(({ key, deletedAt, ...one }) => [
        one.id,
        { ...one, deletedAt: deletedAt === null ? null : new Date(deletedAt) },
      ]),
    ),
  }
}

/** The same question among the rows of one import that stand above each row. The ids are their lines. */
export async function identifyAbove(
  db: Database,
  importId: string,
  wanted: readonly Wanted[],
): Promise<Map<number, Identity<number>>> {
  if (wanted.length === 0) return new Map()
  const above = sql`import_id = ${importId}::uuid and line < g.key`
  const of = (field: string) => `(e.input -> 'client' ->> '${field}')`
  const found = await db.execute<Candidate<number> & { key: number }>(sql`
    with given as (${givenPeople(wanted)}),
    meant as (
      select key, e.line, e.input from given g, lateral (
        select line, input from import_rows where ${above} and uci_number in (g.uci, g.long_uci) limit ${MOST}) e
      union all
      select key, e.line, e.input from given g, lateral (
        select line, input from import_rows e where ${above} and name_key = g.name_key
          and not coalesce(uci_number in (g.uci, g.long_uci), false)
          and (e.input ->> 'clientId' = g.id::text or (
            (e.input ->> 'clientId' is null or g.id is null) and ${sharesWith(`${of("dateOfBirth")}::date`, of("phone"), of("email"))}))
        limit ${MOST}) e
    )
    select key, line as id, input ->> 'clientId' as "clientId", client.*
    from meant, lateral jsonb_to_record(input -> 'client') as client(
      "firstName" text, "lastName" text, "uciNumber" text, "dateOfBirth" text, phone text, email text)
    order by key, line`)
  const byKey = groupedBy(found, ({ key }) => key)
  return new Map(wanted.map((one) => [one.key, identityOf(one, byKey.get(one.key) ?? [])]))
}

/** More candidates than anybody would look at. The limit also makes Postgres look each up by an index, always. */
const MOST = 10

function givenPeople(wanted: readonly Wanted[]) {
  const rows = wanted.map(({ key, clientId, firstName, lastName, uciNumber, dateOfBirth, phone, email }) => ({
    key,
    id: clientId,
    uci: uciNumber,
    long_uci: uciNumber && wholeNumber(uciNumber),
    name: firstName + lastName,
    dob: dateOfBirth,
    phone,
    email,
  }))
  return sql`select *, nullif(name_fold(name), '') as name_key
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as rows(
      key int, id uuid, uci text, long_uci text, name text, dob date, phone text, email text)`
}

/** Of two with the same name: a reason to look closer. */
function sharesWith(dob: string, phone: string, email: string) {
  const [d, p, e] = [dob, phone, email].map((name) => sql.raw(name))
  return sql`(${d} = g.dob or ${p} = g.phone or ${e} = g.email)`
}

import { eq, isNull, sql } from "drizzle-orm"
import { z } from "zod"
import type { Database } from "../../db/client"
import { clients, contactMethods, ggleapLinks } from "../../db/schema"
import type { GgleapUser } from "../core/ggleap"
import { groupedBy } from "../core/grouped"
import { query } from "../core/operation"
import { MATCHES_AT_ONCE } from "./schema"

type Person = { clientId: string; name: string; linkedTo: string | null; own: boolean }
export type Match = { clientId: string; name: string; email: string; user: GgleapUser }
export type Ambiguous = { email: string; clients: { clientId: string; name: string }[]; users: GgleapUser[] }

/**
 * Which client could be which ggLeap user, by e-mail: the first hundred that fit one to one, how many do in all, and the
 * first hundred of which nobody can tell. Links nothing. Throws as `Ggleap` does.
 */
export const emailMatches = query({
  permission: "ggleap.manage",
  input: z.strictObject({}),
  async run({ db, ggleap }) {
    const { matches, ambiguous } = await findMatches(db, await ggleap.users())
    return {
      matches: matches.slice(0, MATCHES_AT_ONCE),
      total: matches.length,
      ambiguous: ambiguous.slice(0, MATCHES_AT_ONCE),
      totalAmbiguous: ambiguous.length,
    }
  },
})

export type EmailMatches = Awaited<ReturnType<typeof emailMatches>>

/**
 * A match is one client, whose own e-mail it is, and one user, neither linked yet. An address that several have, also as
 * a further contact such as a parent's, is ambiguous while one of each is still free.
 */
export async function findMatches(db: Database, users: readonly GgleapUser[]) {
  const byEmail = groupedBy(
    users.flatMap(({ email, ...user }) => (email ? [{ ...user, email }] : [])),
    ({ email }) => email,
  )
  const people = groupedBy(await peopleWith(db, [...byEmail.keys()]), ({ email }) => email)
  const linkedUsers = await usersLinked(db)
  const matches: Match[] = []
  const ambiguous: Ambiguous[] = []
  for (const [email, clients] of people) {
    const theirs = byEmail.get(email) ?? []
    const free = clients.some(({ linkedTo }) => !linkedTo) && theirs.some(({ id }) => !linkedUsers.has(id))
    if (!free) continue
    const [client, user] = [clients[0], theirs[0]]
    if (client?.own && user && clients.length === 1 && theirs.length === 1)
      matches.push({ clientId: client.clientId, name: client.name, email, user })
    else ambiguous.push({ email, clients: clients.map(named), users: theirs })
  }
  return { matches, ambiguous }
}

const named = ({ clientId, name }: Person) => ({ clientId, name })

async function usersLinked(db: Database): Promise<Set<string>> {
  const rows = await db.select({ id: ggleapLinks.ggleapUserId }).from(ggleapLinks)
  return new Set(rows.map(({ id }) => id))
}

/** Everybody (not deleted) who has one of the addresses, by name; `own`: it is not only a further contact. */
async function peopleWith(db: Database, emails: string[]): Promise<(Person & { email: string })[]> {
  const addresses = sql`select ${clients.id} as client_id, lower(${clients.email}) as email, true as own from ${clients}
    union all select ${contactMethods.clientId}, lower(${contactMethods.value}), false from ${contactMethods}
    where ${contactMethods.kind} = 'email'`
  return await db
    .select({
      clientId: clients.id,
      name: sql<string>`${clients.firstName} || ' ' || ${clients.lastName}`,
      linkedTo: ggleapLinks.ggleapUserId,
      email: sql<string>`a.email`,
      own: sql<boolean>`bool_or(a.own)`,
    })
    .from(clients)
    .innerJoin(sql`(${addresses}) a`, sql`a.client_id = ${clients.id}`)
    .leftJoin(ggleapLinks, eq(ggleapLinks.clientId, clients.id))
    .where(sql`${isNull(clients.deletedAt)} and a.email = any(${sql.param(emails)}::text[])`)
    .groupBy(clients.id, ggleapLinks.ggleapUserId, sql`a.email`)
    .orderBy(clients.sortName, clients.id)
}

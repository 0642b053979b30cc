import { and, eq, inArray, isNotNull } from "drizzle-orm"
import type { Database, Transaction } from "../../db/client"
import { memberships, plans } from "../../db/schema"
import { allPlans, insertMemberships } from "../memberships/records"
import type { ImportedTerm } from "./read-term"
import type { Work } from "./write"

/** The memberships that count of these clients, each as a key to compare with `termKey`. */
export async function heldTerms(db: Database, clientIds: string[]): Promise<Set<string>> {
  if (clientIds.length === 0) return new Set()
  const rows = await db
    .select({
      clientId: memberships.clientId,
      planCode: plans.code,
      startsOn: memberships.startsOn,
      endsOn: memberships.holdsUntil,
    })
    .from(memberships)
    .innerJoin(plans, eq(plans.id, memberships.planId))
    .where(and(inArray(memberships.clientId, clientIds), isNotNull(memberships.holdsUntil)))
  return new Set(
    rows.map(({ clientId, endsOn, ...term }) => termKey(clientId, { ...term, endsOn: endsOn ?? "" })),
  )
}

/** One membership of one client: the same plan on the same days is the same membership. */
export const termKey = (clientId: string, { planCode, startsOn, endsOn }: ImportedTerm) =>
  [clientId, planCode, startsOn, endsOn].join("|")

/** Writes the memberships of rows that are not there already, and notes them in `work`. */
export async function writeTerms(tx: Transaction, work: Work[], now: Date): Promise<void> {
  const wanted = work.filter(({ row, client, outcome }) => row.term && client && outcome !== "skipped")
  if (wanted.length === 0) return
  const held = await heldTerms(
    tx,
    wanted.flatMap(({ client }) => client?.id ?? []),
  )
  const missing = wanted.filter(
    ({ row, client }) => row.term && client && !held.has(termKey(client.id, row.term)),
  )
  if (missing.length === 0) return
  const planIds = new Map((await allPlans(tx)).map(({ code, id }) => [code, id]))
  const rows = missing.flatMap(({ row: { term }, client }) => {
    const planId = planIds.get(term?.planCode ?? "")
    return term && client && planId
      ? [{ clientId: client.id, planId, startsOn: term.startsOn, endsOn: term.endsOn }]
      : []
  })
  const written = await insertMemberships(tx, rows, now)
  for (const [place, one] of missing.entries()) one.membershipId = written[place]?.id
}

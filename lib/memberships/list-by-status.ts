import { inArray } from "drizzle-orm"
import type { Database } from "../../db/client"
import { memberships } from "../../db/schema"
import { groupedBy } from "../core/grouped"
import { query } from "../core/operation"
import { pageOf } from "../core/page"
import { keyOfPlace, readPlace } from "./keyset"
import { type Membership, selectMemberships } from "./records"
import { StatusFilterInput, StatusListInput } from "./schema"
import { keysOf, type StatusRow, selectByStatus } from "./status-rows"

/** So many rows fit into one printed list, and so many are kept in memory for it. */
export const PRINTED_AT_MOST = 2000

/**
 * One page of the clients whose coverage is expiring, expired or pending today, each with the membership on whose end
 * or start it turns (null where it is the POS dates) and whether that one is renewed. Unless sorted otherwise: what
 * ends or starts soonest first, what has ended latest first.
 */
export const listByStatus = query({
  permission: "memberships.read",
  input: StatusListInput,
  async run({ db, today, sealer }, { limit, cursor, ...filter }) {
    const place = readPlace(cursor, keysOf(filter), sealer)
    const rows = await selectByStatus(db, today, filter, place).limit(limit + 1)
    const page = pageOf(rows, limit, keyOfPlace, sealer)
    return { ...page, rows: await withMemberships(db, page.rows) }
  },
})

async function withMemberships(db: Database, rows: StatusRow[]) {
  const ids = rows.map(({ id }) => id)
  const all = ids.length > 0 ? await selectMemberships(db).where(inArray(memberships.clientId, ids)) : []
  const byClient = groupedBy(all, ({ clientId }) => clientId)
  return rows.map((row) => {
    const own = byClient.get(row.id) ?? []
    const membership = own
      .filter(({ startsOn, holdsUntil }) => startsOn <= row.day && row.day <= (holdsUntil ?? ""))
      .reduce<Membership | null>((last, one) => (last && last.endsOn >= one.endsOn ? last : one), null)
    const renewed = own.some(({ renewalOf, cancelledAt }) => renewalOf === membership?.id && !cancelledAt)
    return { ...row, membership, renewed: membership !== null && renewed }
  })
}

/** A client of the list with what can be done about their membership. */
export type ListedClient = Awaited<ReturnType<typeof withMemberships>>[number]

/** The same list for paper: all at once, up to 2,000; `cut` tells that there are more. */
export const printByStatus = query({
  permission: "memberships.read",
  input: StatusFilterInput,
  async run({ db, today }, filter) {
    const rows = await selectByStatus(db, today, filter).limit(PRINTED_AT_MOST + 1)
    return { rows: rows.slice(0, PRINTED_AT_MOST), cut: rows.length > PRINTED_AT_MOST }
  },
  shows: ({ rows }) => rows.map(({ id }) => id),
})

/** The same list for a file: all of it, each row with its status. */
export const exportByStatus = query({
  permission: "exports.read",
  input: StatusFilterInput,
  async run({ db, today }, filter) {
    const rows = await selectByStatus(db, today, filter)
    return rows.map((row) => ({ ...row, status: filter.status }))
  },
})

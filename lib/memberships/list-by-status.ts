import { query } from "../core/operation"
import { pageOf } from "../core/page"
import { keyOfPlace, readPlace } from "./keyset"
import { StatusFilterInput, StatusListInput } from "./schema"
import { keysOf, selectByStatus } from "./status-rows"

/** So many rows fit into one printed list, and so many are kept in memory for it. */
export const PRINTED_AT_MOST = 2000

/**
 * One page of the clients whose coverage is expiring, expired or pending today. Unless sorted otherwise: what ends
 * or starts soonest first, what has ended latest first.
 */
export const listByStatus = query({
  permission: "memberships.read",
  input: StatusListInput,
  async run({ db, today }, { limit, cursor, ...filter }) {
    const place = readPlace(cursor, keysOf(filter))
    const rows = await selectByStatus(db, today, filter, place).limit(limit + 1)
    return pageOf(rows, limit, keyOfPlace)
  },
})

/** The same list for paper: all at once, up to 2,000; `cut` tells that there are more. */
export const printByStatus = query({
  permission: "memberships.read",
  input: StatusFilterInput,
  async run({ db, today }, filter) {
    const rows = await selectByStatus(db, today, filter).limit(PRINTED_AT_MOST + 1)
    return { rows: rows.slice(0, PRINTED_AT_MOST), cut: rows.length > PRINTED_AT_MOST }
  },
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

import { type SQL, sql } from "drizzle-orm"
import { z } from "zod"
import { isCalendarDate } from "../core/clock"
import type { Sealer } from "../core/crypto"
import { invalid } from "../core/errors"
import { storable } from "../core/fields"
import { readCursor } from "../core/page"
import type { Direction, StatusFilter } from "./schema"

/** One of the things a list is sorted by. Only the first may be `optional`: what lacks it stands at the end. */
export type SortKey = { by: SQL; type: "date" | "text"; optional?: true }

/** Where a row stands: its sort keys, and the id that settles ties. */
export type Place = { values: (string | null)[]; id: string }

/** Ascending, but for those whose coverage ended: of these the latest come first, unless said otherwise. */
export const directionOf = ({ dir, sort, status }: StatusFilter): Direction =>
  dir ?? (sort === "day" && status === "expired" ? "desc" : "asc")

/** The condition that a row stands after `place`; for all keys but an optional one it is a range of an index. */
export function beyond(keys: SortKey[], id: SQL, { values, id: lastId }: Place, direction: Direction): SQL {
  const [first] = keys
  if (!first?.optional) return later(keys, values)
  const has = sql`${first.by} is not null`
  if (values[0] !== null) {
    const rest = later(keys, values)
    return direction === "asc" ? sql`(${rest} or ${first.by} is null)` : rest
  }
  const rest = sql`(${first.by} is null and ${later(keys.slice(1), values.slice(1))})`
  return direction === "asc" ? rest : sql`(${has} or ${rest})`

  function later(some: SortKey[], than: Place["values"]): SQL {
    const columns = [...some.map(({ by }) => by), id]
    const bounds = [
      ...some.map(({ type }, index) => sql`${than[index]}::${sql.raw(type)}`),
      sql`${lastId}::uuid`,
    ]
    const is = sql.raw(direction === "asc" ? ">" : "<")
    return sql`(${sql.join(columns, sql`, `)}) ${is} (${sql.join(bounds, sql`, `)})`
  }
}

/** Reads the place that `keyOfPlace` wrote into a page marker. Throws `invalid` for one of another order. */
export function readPlace(cursor: string | undefined, keys: SortKey[], sealer: Sealer): Place | undefined {
  const from = readCursor(cursor, sealer)
  if (!from) return undefined
  try {
    const values = z.array(z.string().nullable()).length(keys.length).parse(JSON.parse(from.key))
    if (keys.every((key, index) => fits(key, values[index] ?? null))) return { values, id: from.id }
  } catch {}
  throw invalid("cursor", "This page marker is not valid. Start again from the first page.")
}

/** The place of a row as the key of a page marker. */
export const keyOfPlace = ({ place }: { place: Place["values"] }) => JSON.stringify(place)

function fits({ type, optional }: SortKey, value: string | null): boolean {
  if (value === null) return optional === true
  return type === "text" ? storable(value) : /^-?infinity$/.test(value) || isCalendarDate(value)
}

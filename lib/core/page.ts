import { z } from "zod"
import type { Sealer } from "./crypto"
import { invalid } from "./errors"
import { storable, uuid } from "./fields"

export type Page<T> = { rows: T[]; nextCursor: string | null }

/** The key of the last row of a page: what the list is sorted by, then the id that settles ties. */
export type Cursor = { key: string; id: string }

const keys = {
  moment: z.iso.datetime(),
  text: z.string().refine(storable),
}

/** A cursor stands in addresses, so one whose key is somebody's name is sealed. */
const PURPOSE = "page marker"

/**
 * Reads a cursor that `pageOf` wrote, for a list sorted by moments, or by text where it was sealed. Throws `invalid` for
 * any other text.
 */
export function readCursor(text: string | null | undefined, sealer?: Sealer): Cursor | undefined {
  if (!text) return undefined
  try {
    const written = sealer ? sealer.unseal(text, PURPOSE) : Buffer.from(text, "base64url").toString("utf8")
    const [key, id] = JSON.parse(written)
    return { key: keys[sealer ? "text" : "moment"].parse(key), id: uuid.parse(id) }
  } catch {}
  throw invalid("cursor", "This page marker is not valid. Start again from the first page.")
}

/** The page made of up to `limit` of `rows`, of which the caller fetched one more than it shows. By text it is sealed. */
export function pageOf<T extends { id: string }>(
  rows: T[],
  limit: number,
  keyOf: (row: T) => string,
  sealer?: Sealer,
): Page<T> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  if (rows.length <= limit || !last) return { rows: shown, nextCursor: null }
  const written = JSON.stringify([keyOf(last), last.id])
  const nextCursor = sealer ? sealer.seal(written, PURPOSE) : Buffer.from(written).toString("base64url")
  return { rows: shown, nextCursor }
}

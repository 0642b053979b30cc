import { z } from "zod"
import { invalid } from "./errors"
import { storable, uuid } from "./fields"

export type Page<T> = { rows: T[]; nextCursor: string | null }

/** The key of the last row of a page: what the list is sorted by, then the id that settles ties. */
export type Cursor = { key: string; id: string }

const keys = {
  moment: z.iso.datetime(),
  text: z.string().refine(storable),
}

/** Reads a cursor that `pageOf` wrote for a list with keys of this kind. Throws `invalid` for any other text. */
export function readCursor(
  text: string | null | undefined,
  kind: keyof typeof keys = "moment",
): Cursor | undefined {
  if (!text) return undefined
  try {
    const [key, id] = JSON.parse(Buffer.from(text, "base64url").toString("utf8"))
    return { key: keys[kind].parse(key), id: uuid.parse(id) }
  } catch {}
  throw invalid("cursor", "This page marker is not valid. Start again from the first page.")
}

/** The page made of up to `limit` of `rows`, of which the caller fetched one more than it shows. */
export function pageOf<T extends { id: string }>(
  rows: T[],
  limit: number,
  keyOf: (row: T) => string,
): Page<T> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  if (rows.length <= limit || !last) return { rows: shown, nextCursor: null }
  return {
    rows: shown,
    nextCursor: Buffer.from(JSON.stringify([keyOf(last), last.id])).toString("base64url"),
  }
}

import { invalid } from "./errors"

export type Page<T> = { rows: T[]; nextCursor: string | null }

/** The key of the last row of a page: what the list is sorted by, then the id that settles ties. */
export type Cursor = { key: string; id: string }

/** Reads a cursor that `pageOf` wrote. Throws `invalid` for any other text. */
export function readCursor(text: string | null | undefined): Cursor | undefined {
  if (!text) return undefined
  try {
    const [key, id] = JSON.parse(Buffer.from(text, "base64url").toString("utf8"))
    if (typeof key === "string" && /^[0-9a-f-]{36}$/.test(id) && !key.includes("\0")) return { key, id }
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

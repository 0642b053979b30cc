import { AppError } from "../../core/errors"

/** The client version named by If-Match; undefined when there is none or `*`. Throws stale for one we never gave. */
export function versionOf(headers: Headers): number | undefined {
  const given = headers.get("if-match")?.trim()
  if (!given || given === "*") return undefined
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(given)?.[1]
  if (version) return Number(version)
  throw new AppError("stale", "If-Match does not name a version of this client.")
}

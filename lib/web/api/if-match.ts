import { AppError } from "../../core/errors"

/**
 * The client version named by If-Match; undefined when there is none or `*`. A proxy that compresses answers adds how to the
 * tags that it passes on ("7-gzip": Caddy, Apache). Throws stale for one we never gave.
 */
export function versionOf(headers: Headers): number | undefined {
  const given = headers.get("if-match")?.trim()
  if (!given || given === "*") return undefined
  const version = /^(?:W\/)?"(\d{1,9})(?:-(?:gzip|br|zstd|deflate))?"$/.exec(given)?.[1]
  if (version) return Number(version)
  throw new AppError("stale", "If-Match does not name a version of this client.")
}

import { inArray, is, sql } from "drizzle-orm"
import { PgTransaction } from "drizzle-orm/pg-core"
import type { Database } from "../../db/client"
import { dataVersions } from "../../db/schema"
import { only } from "./only"

/** One moment of the database: whatever is read of `tx` was true together, and `at` is its clock. */
export type Moment = {
  tx: Database
  at: Date
  /** What `compute` gave for the same key at the same version of the data, here or in an earlier moment. */
  recall: <R>(key: readonly unknown[], compute: () => Promise<R>) => Promise<R>
}

const MOST_REMEMBERED = 500

const memory = new Map<string, unknown>()

/**
 * Runs `work` on one moment of the database in which it may recall what was worked out before of the data named; nobody
 * may change what it gets. `people` are clients, memberships and plans; `visits` are those that began more than a day ago.
 */
export function inMemoryOf<R>(
  db: Database,
  names: ("people" | "visits")[],
  work: (moment: Moment) => Promise<R>,
): Promise<R> {
  return db.transaction(
    async (tx) => {
      const { version, at } = only(
        await tx
          .select({
            version: sql<string>`string_agg(${dataVersions.version}::text, ' ' order by ${dataVersions.name})`,
            at: sql<Date>`now()`.mapWith((text: string) => new Date(text)),
          })
          .from(dataVersions)
          .where(inArray(dataVersions.name, names)),
      )
      // A caller's own transaction may have changed what gets its version only when it commits.
      const isInside = is(db, PgTransaction)
      return work({
        tx,
        at,
        recall: (key, compute) =>
          isInside ? compute() : recalled(JSON.stringify([version, ...key]), compute),
      })
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  )
}

/** The longest unused goes first. */
async function recalled<R>(key: string, compute: () => Promise<R>): Promise<R> {
  const result = memory.has(key) ? (memory.get(key) as R) : await compute()
  memory.delete(key)
  memory.set(key, result)
  for (const oldest of memory.keys()) {
    if (memory.size <= MOST_REMEMBERED) break
    memory.delete(oldest)
  }
  return result
}

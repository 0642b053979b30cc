import { is, sql } from "drizzle-orm"
import { PgTable } from "drizzle-orm/pg-core"
import type { Database } from "../../db/client"
import type { Watch } from "../../db/migrate"
import * as schema from "../../db/schema"
import { verifyAudit } from "../audit/verify"
import { AppError, causeOf } from "../core/errors"

/** What is worked out of other rows, or goes when its work is done: a migration may leave less of it. */
const MAY_SHRINK = ["client_coverage", "told_statuses", "unsealed_events"]

/**
 * Watches a migration: afterwards no table has fewer rows or is gone, every table that the program knows can be read with
 * all its columns, and the chain of the audit log is whole. Throws AppError `unavailable` that names what is not.
 */
export function verifying(): Watch {
  let rows: Record<string, number> = {}
  return {
    before: async (tx) => {
      rows = await countRows(tx)
    },
    after: async (tx) => {
      const changed = [...fewer(rows, await countRows(tx)), ...(await unreadable(tx))]
      const faults = changed.length > 0 ? changed : await auditFaults(tx)
      if (faults.length > 0) throw new AppError("unavailable", faults.join(" "))
    },
  }
}

async function countRows(tx: Database): Promise<Record<string, number>> {
  const tables = await tx.execute<{ name: string }>(sql`
    select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`)
  const rows: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await tx.execute<{ count: number }>(sql`select count(*)::int from ${sql.identifier(name)}`)
    rows[name] = row?.count ?? 0
  }
  return rows
}

function fewer(before: Record<string, number>, after: Record<string, number>): string[] {
  return Object.entries(before).flatMap(([name, rows]) => {
    const now = after[name]
    if (now === undefined) return `The table ${name} is gone.`
    return now < rows && !MAY_SHRINK.includes(name) ? `${name} has ${now} rows instead of ${rows}.` : []
  })
}

/** In a savepoint each: after an error, a transaction answers nothing more. */
async function unreadable(tx: Database): Promise<string[]> {
  const faults: string[] = []
  for (const table of Object.values(schema)) {
    if (!is(table, PgTable)) continue
    await tx
      .transaction((inner) =>
        inner
          .select()
          .from(table as PgTable)
          .limit(1),
      )
      .catch((error) => faults.push(`The program cannot read: ${causeOf(error)}.`))
  }
  return faults
}

async function auditFaults(tx: Database): Promise<string[]> {
  const { faultCount } = await verifyAudit(tx)
  return faultCount > 0 ? [`The audit log has ${faultCount} faults: crm audit verify names them.`] : []
}

import { asc, inArray } from "drizzle-orm"
import type postgres from "postgres"
import type { Database } from "../../db/client"
import { imports } from "../../db/schema"
import { log, traceOf } from "../core/log"
import type { Context } from "../core/operation"
import { advanceImport } from "../imports/advance"
import { beginAttempt, forgetAttempt, noteFailure } from "../imports/end-early"
import type { InTurn } from "../imports/in-turn"
import { alone } from "./alone"

const REST_AFTER_FAILURE_MS = 15_000

/** A function that does one step of the import that waits longest: false when none does, or all rest after a failure. */
export function importSteps(
  { db, sql }: { db: Database; sql: postgres.Sql },
  context: () => Context,
  inTurn: InTurn,
  signal: AbortSignal,
) {
  const resting = new Map<string, number>()
  return async (): Promise<boolean> => {
    const waiting = await db
      .select({ id: imports.id })
      .from(imports)
      .where(inArray(imports.state, ["checking", "running", "undoing"]))
      .orderBy(asc(imports.updatedAt))
    for (const { id } of waiting) {
      if (signal.aborted || (resting.get(id) ?? 0) > Date.now()) continue
      try {
        if (await alone(sql, id, () => attempt(id))) return true
      } catch (error) {
        if (signal.aborted) return false
        resting.set(id, Date.now() + REST_AFTER_FAILURE_MS)
        log().error({ importId: id, ...traceOf(error) }, "an import could not go on")
      }
    }
    return false
  }

  async function attempt(id: string): Promise<void> {
    const begun = context()
    if (!(await beginAttempt(begun, { id }))) return
    try {
      await advanceImport(context, id, inTurn)
    } catch (error) {
      await (signal.aborted ? forgetAttempt : noteFailure)(begun, { id })
      throw error
    }
  }
}

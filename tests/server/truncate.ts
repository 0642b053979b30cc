import type postgres from "postgres"
import { waitUntil } from "../support/processes"

/** Empties tables as soon as the server's worker leaves them: who waits for all of them meanwhile would make both stand. */
export async function truncate(sql: postgres.Sql, tables: string[]): Promise<void> {
  await waitUntil(
    "nobody is at work in the tables",
    () =>
      sql
        .begin(async (tx) => {
          await tx`set local lock_timeout = '200ms'`
          await tx`truncate ${tx(tables)} cascade`
          return true
        })
        .catch((error: { code?: string }) => {
          if (error.code === "55P03") return false
          throw error
        }),
    60_000,
  )
}

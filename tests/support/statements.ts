import { readFile, stat } from "node:fs/promises"
import { setTimeout as sleep } from "node:timers/promises"
import type postgres from "postgres"

/** A node of a plan, as EXPLAIN (ANALYZE, FORMAT JSON) writes it. */
type Plan = {
  "Node Type": string
  "Relation Name"?: string
  "Index Name"?: string
  "Actual Rows": number
  "Actual Loops": number
  "Rows Removed by Filter"?: number
  "Rows Removed by Index Recheck"?: number
  Plans?: Plan[]
}

export type Statement = {
  text: string
  plan: Plan
  /** What a trigger or a function asked for: no way to the server and back. */
  inside: boolean
}

/** What the server has to have loaded to write down plans. */
export const loaded = { shared_preload_libraries: "auto_explain" }

const asked = {
  log_min_duration: "0",
  log_analyze: "on",
  log_timing: "off",
  log_nested_statements: "on",
  log_parameter_max_length: "0",
  log_format: "json",
}

/**
 * Lets Postgres write into its log what the role asks from its next connection on, each with the plan that it ran by and
 * the rows it read. Nothing else tells the same: who counts in the application knows no plan, and a statement that is
 * explained afterwards need not run as it did. BEGIN, COMMIT and SAVEPOINT have no plan and are not written down.
 */
export async function writeDownStatements(sql: postgres.Sql, role: string): Promise<void> {
  for (const [name, value] of Object.entries(asked))
    await sql.unsafe(`alter role ${role} set auto_explain.${name} = '${value}'`)
}

/** What a role asks of the server while `work` goes on, and what the work gives. `log` is the server's. */
export async function statementsDuring<R>(
  { sql, log, role }: { sql: postgres.Sql; log: string; role: string },
  work: () => Promise<R>,
): Promise<{ result: R; statements: Statement[] }> {
  const { size } = await stat(log)
  const result = await work()
  await untilIdle(sql, role)
  return { result, statements: statementsIn((await readFile(log)).subarray(size).toString()) }
}

/** A statement is written down before the server is ready for the next. */
async function untilIdle(sql: postgres.Sql, role: string) {
  for (;;) {
    const [busy] = await sql`select from pg_stat_activity where usename = ${role} and state <> 'idle'`
    if (!busy) return
    await sleep(10)
  }
}

/** What the driver asks whenever it opens a connection. */
const ofTheDriver = /from pg_catalog\.pg_type/

/** The lines of a message after its first begin with a tab; where something inside asked, a context follows it. */
function statementsIn(log: string): Statement[] {
  const messages = log.split(/^\S+ \S+ \S+ \[\d+\] /m)
  return messages.flatMap((message, at) => {
    const json = /^LOG: {2}duration: .* plan:\n([\s\S]*)$/.exec(message)?.[1]
    if (!json) return []
    const { "Query Text": text, Plan: plan } = JSON.parse(json)
    if (ofTheDriver.test(text)) return []
    return [{ text, plan, inside: messages[at + 1]?.startsWith("CONTEXT:") ?? false }]
  })
}

/** The table or the index that a plan read, how, and how many rows or entries of it, also those it left out afterwards. */
export function readingsOf({ plan }: Pick<Statement, "plan">): { how: string; of: string; rows: number }[] {
  const of = plan["Relation Name"] ?? plan["Index Name"]
  const { "Node Type": how, "Actual Rows": kept, "Actual Loops": loops } = plan
  const left = (plan["Rows Removed by Filter"] ?? 0) + (plan["Rows Removed by Index Recheck"] ?? 0)
  const own = of && how.endsWith("Scan") && loops > 0 ? [{ how, of, rows: (kept + left) * loops }] : []
  return [...own, ...(plan.Plans ?? []).flatMap((part) => readingsOf({ plan: part }))]
}

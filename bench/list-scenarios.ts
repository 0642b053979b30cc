import { sql } from "drizzle-orm"
import type { Database } from "../db/client"
import { pageOf } from "../lib/core/page"
import { statuses } from "../lib/coverage/status"
import { type Scenario, usual, type Wanted } from "./scenario"

const searches: [name: string, text: string][] = [
  ["part of a name", "sanmon"],
  ["two letters", "na"],
  ["two rare letters", "qx"],
  ["digits of a phone", "2004567"],
  ["start of a UCI number", "10345"],
]

/** The lists of the API, their first and their 1,000th page or the last before it, and what is searched for in them. */
export async function listScenarios(
  db: Database,
  today: string,
  headers: Record<string, string>,
): Promise<Scenario[]> {
  const list = (name: string, path: string, more: Partial<Wanted> = {}): Scenario => ({
    name,
    wanted: { ...usual, share: 0.2, ...more },
    product: () => ({ path: `/api/v1${path}`, headers }),
    limit: () => ({ path }),
  })
  const lists: Scenario[] = []
  for (const status of [undefined, ...statuses]) {
    const path = `/clients?limit=50${status ? `&status=${status}` : ""}`
    const first = list(`list ${status ?? "all"}, first page`, path)
    lists.push(first)
    const { number, cursor } = await deepPage(db, today, status)
    const beside = { name: first.name, times: 1.2, connections: 8 }
    if (cursor)
      lists.push(list(`list ${status ?? "all"}, page ${number}`, `${path}&cursor=${cursor}`, { beside }))
  }
  const searched = searches.map(([name, text]) =>
    list(`search ${name}`, `/clients?limit=50&query=${text}`, { sqlMs: 5 }),
  )
  return [...lists, ...searched]
}

/** The marker of page 1,000 in the order of the list, or of the last page before it. */
async function deepPage(db: Database, today: string, status?: string) {
  const day = sql`${today}::date`
  const kind = status && kindOf(status, day)
  const filter = kind
    ? sql`and exists (select from client_coverage v where v.client_id = c.id and v.starts_on <= ${day} and v.ends_on >= ${day}
        and ${kind})`
    : sql``
  const rows = await db.execute<{ id: string; created_at: string; place: string }>(sql`
    select id, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at, place from (
      select id, created_at, row_number() over (order by created_at desc, id desc) as place
      from clients c where deleted_at is null ${filter}
    ) placed where place % 50 = 0 and place <= 49950 order by place desc limit 1`)
  const last = rows[0]
  if (!last) return { number: 1, cursor: null }
  const { nextCursor } = pageOf([last, last], 1, () => last.created_at)
  return { number: Number(last.place) / 50 + 1, cursor: nextCursor }
}

function kindOf(status: string, day: ReturnType<typeof sql>) {
  if (status === "active") return sql`v.kind = 'covered' and v.ends_on > ${day} + 30`
  if (status === "expiring") return sql`v.kind = 'covered' and v.ends_on <= ${day} + 30`
  return sql`v.kind = ${{ expired: "ended", pending: "upcoming" }[status] ?? "none"}`
}

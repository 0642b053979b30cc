import type { Database } from "../../db/client"
import { events } from "../../db/schema"
import { type CsvColumn, csvLine, csvRows } from "../core/csv"
import { operation, stream } from "../core/operation"
import { type AuditRow, isAsked, selectAudit } from "./records"
import { AuditFilter } from "./schema"
import { actorInWords, toldOf } from "./words"

/** So many are held at once. */
const PAGE = 1000

const columns: CsvColumn<AuditRow>[] = [
  { header: "time", value: ({ occurredAt }) => occurredAt.toISOString() },
  { header: "who", value: actorInWords },
  { header: "did", value: (row) => toldOf(row).did },
  { header: "type", value: ({ type }) => type },
  { header: "client_id", value: ({ clientId }) => clientId },
  { header: "client", value: ({ clientName }) => clientName },
  { header: "user", value: ({ aboutUser }) => aboutUser },
  { header: "channel", value: ({ channel }) => channel },
  { header: "address", value: ({ address }) => address },
  { header: "request_id", value: ({ requestId }) => requestId },
  { header: "event_id", value: ({ id }) => id },
  { header: "data", value: ({ data }) => JSON.stringify(data) },
]

/** What a filter asks for as CSV, newest first, with the data of each event. Who takes it is written down before the first row. */
export const exportAudit = stream({
  permission: "audit.read",
  input: AuditFilter,
  async *run(ctx, filter) {
    await noteAuditExport(ctx, filter)
    yield csvLine(columns.map(({ header }) => header))
    for await (const rows of pagesOf(ctx.db, ctx.timeZone, filter)) yield csvRows(columns, rows)
  },
})

const noteAuditExport = operation({
  permission: "audit.read",
  input: AuditFilter,
  async run({ tx, timeZone, record }, filter) {
    record("audit.exported", { rows: await tx.$count(events, isAsked(tx, timeZone, filter)) })
  },
})

async function* pagesOf(db: Database, timeZone: string, filter: AuditFilter): AsyncGenerator<AuditRow[]> {
  let last: AuditRow | undefined
  do {
    const after = last && { key: last.occurredAt.toISOString(), id: last.id }
    const page: AuditRow[] = await selectAudit(db, isAsked(db, timeZone, filter, after)).limit(PAGE)
    if (page.length > 0) yield page
    last = page.length === PAGE ? page.at(-1) : undefined
  } while (last)
}

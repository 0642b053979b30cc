import { inArray, sql } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import { clients, type importRows } from "../../db/schema"
import { type ClientRecord, clientColumns } from "../clients/records"
import { changesFor } from "./changes"
import { matchClients, matchEarlierRows, type Wanted } from "./match"
import type { RowProblem } from "./read-row"
import type { ImportRecord } from "./records"
import { heldTerms, termKey } from "./terms"

type Decision = {
  line: number
  action: (typeof importRows.$inferSelect)["action"]
  clientId?: string
  sameAs?: number
  changes?: unknown
  problems?: RowProblem[]
}

/** Keeps what is to be done with each row that can be read, from who is there and what stands above it in the file. */
export async function compareRows(
  tx: Transaction,
  { id, options }: ImportRecord,
  wanted: Wanted[],
): Promise<void> {
  const matches = await matchClients(tx, wanted)
  const earlier = await matchEarlierRows(tx, id, wanted)
  const found = await clientsById(
    tx,
    [...matches.values()].flatMap(({ clientIds }) => clientIds),
  )
  const held = await heldTerms(tx, [...found.keys()])
  const decisions = wanted.map(({ key: line, row }): Decision => {
    const clientIds = matches.get(line)?.clientIds ?? []
    const above = earlier.get(line)
    const sameAs = above?.line
    if (above?.otherName) return { line, action: "unclear", problems: [sameNumber(above.line)] }
    if (clientIds.length > 1) return { line, action: "unclear", problems: [unclear(clientIds, found)] }
    const client = found.get(clientIds[0] ?? "")
    if (!client) return sameAs === undefined ? { line, action: "create" } : { line, action: "join", sameAs }
    const decision = { line, clientId: client.id, sameAs }
    if (!options.update) return { ...decision, action: "skip" }
    const changes = changesFor(client, row, options)
    const changed = Object.keys(changes).length > 0 || (row.term && !held.has(termKey(client.id, row.term)))
    return { ...decision, action: changed ? "update" : "same", changes }
  })
  // Rows are kept as new ones until something else is found out.
  const others = decisions.filter(({ action }) => action !== "create")
  if (others.length === 0) return
  await tx.execute(sql`
    update import_rows r set action = d.action, client_id = d."clientId", same_as = d."sameAs",
      changes = d.changes, problems = coalesce(d.problems, r.problems)
    from jsonb_to_recordset(${JSON.stringify(others)}::jsonb)
      as d(line int, action text, "clientId" uuid, "sameAs" int, changes jsonb, problems jsonb)
    where r.import_id = ${id}::uuid and r.line = d.line`)
}

const sameNumber = (line: number): RowProblem => ({
  field: "uciNumber",
  value: "",
  message: `Line ${line} has the same UCI number under another name. Correct one of the two.`,
})

function unclear(ids: string[], found: Map<string, ClientRecord>): RowProblem {
  const names = ids.map((id) => {
    const client = found.get(id)
    return `${client?.firstName} ${client?.lastName}${client?.uciNumber ? ` (UCI ${client.uciNumber})` : ""}`
  })
  const message = `${ids.length} clients fit this row: ${names.join(", ")}. Add a UCI number or a date of birth.`
  return { field: null, value: "", message }
}

async function clientsById(tx: Transaction, ids: string[]): Promise<Map<string, ClientRecord>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.select(clientColumns).from(clients).where(inArray(clients.id, ids))
  return new Map(rows.map((row) => [row.id, row]))
}

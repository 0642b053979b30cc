import { inArray, sql } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import { clients, type importRows } from "../../db/schema"
import { identify, identifyAbove, type Known } from "../clients/identify"
import { fieldsInWords, type Identity, whyAmbiguous } from "../clients/identity"
import { type ClientRecord, clientColumns } from "../clients/records"
import { dateIn } from "../core/clock"
import { count, formatDate } from "../core/format"
import { changesFor } from "./changes"
import { hasNewContacts, heldContacts } from "./contacts"
import type { ReadRow } from "./read-row"
import type { ImportRecord } from "./records"
import type { RowProblem } from "./row-problem"
import { heldTerms, termKey } from "./terms"

/** A row of the file as it was read, and what was left out of it. */
export type Compared = { line: number; row: ReadRow; doubts: RowProblem[] }

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
  rows: Compared[],
  timeZone: string,
): Promise<void> {
  const people = rows.map(({ line, row }) => ({ ...row.client, key: line, clientId: row.clientId }))
  const { identities, known } = await identify(tx, people)
  const above = await identifyAbove(tx, id, people)
  const nobody = { is: "nobody" } as const
  const meant = [...identities.values()].flatMap((identity) => (identity.is === "one" ? identity.id : []))
  const found = await clientsById(tx, meant)
  const held = await heldTerms(tx, [...found.keys()])
  const contacts = await heldContacts(tx, [...found.values()])
  const decisions = rows.map(({ line, row, doubts }): Decision => {
    const identity = identities.get(line) ?? nobody
    const earlier = above.get(line) ?? nobody
    const unclear = (message: string): Decision => ({ line, action: "unclear", problems: [told(message)] })
    if (earlier.is === "ambiguous" && earlier.because === "contradiction") {
      const problems = earlier.ids.map(sameNumber)
      return { line, action: "unclear", problems }
    }
    if (identity.is === "ambiguous") return unclear(whyUnclear(identity, known))
    if (identity.is === "deleted") return unclear(wasDeleted(known.get(identity.id), timeZone))
    const sameAs = firstOf(earlier)
    const client = identity.is === "one" ? found.get(identity.id) : undefined
    if (!client) {
      const problems = remarks(doubts, alikeIn(identity))
      return sameAs === undefined
        ? { line, action: "create", problems }
        : { line, action: "join", sameAs, problems }
    }
    const decision = { line, clientId: client.id, sameAs }
    if (!options.update) return { ...decision, action: "skip", problems: remarks(doubts) }
    const { changes, notesKept } = changesFor(client, row, options)
    const changed =
      Object.keys(changes).length > 0 ||
      (row.term && !held.has(termKey(client.id, row.term))) ||
      hasNewContacts(contacts, client.id, row.contacts)
    const problems = remarks(doubts, differsIn(identity), notesKept && NOTES_KEPT)
    return { ...decision, action: changed ? "update" : "same", changes, problems }
  })
  // Rows are kept as new ones until something else is found out.
  const others = decisions.filter(({ action, problems }) => action !== "create" || problems)
  if (others.length === 0) return
  await tx.execute(sql`
    update import_rows r set action = d.action, client_id = d."clientId", same_as = d."sameAs",
      changes = d.changes, problems = coalesce(d.problems, r.problems)
    from jsonb_to_recordset(${JSON.stringify(others)}::jsonb)
      as d(line int, action text, "clientId" uuid, "sameAs" int, changes jsonb, problems jsonb)
    where r.import_id = ${id}::uuid and r.line = d.line`)
}

/** The line of the first row above that is the same person; two of them are one person then. */
function firstOf(earlier: Identity<number>): number | undefined {
  if (earlier.is === "one") return earlier.id
  return earlier.is === "ambiguous" ? earlier.ids[0] : undefined
}

const told = (message: string): RowProblem => ({ field: null, value: "", message })

/** What was left out of a row that comes in all the same, and what else somebody should know of it. */
function remarks(doubts: RowProblem[], ...more: (string | false | undefined)[]): RowProblem[] | undefined {
  const all = [...doubts, ...more.flatMap((message) => (message ? told(message) : []))]
  return all.length > 0 ? all : undefined
}

const NOTES_KEPT = "This client has other notes already: they stay as they are."

function alikeIn(identity: Identity<string>): string | undefined {
  if (identity.is !== "nobody" || !identity.alike) return
  return `A client has the same name and contact, but not ${fieldsInWords(identity.alike.unlike)}: this is somebody else.`
}

/** One who is known by name and contact alone, and of whom something else differs. */
function differsIn(identity: Identity<string>): string | undefined {
  if (identity.is !== "one" || identity.by !== "contact" || identity.unlike.length === 0) return
  return `Recognized by name and contact. ${capital(fieldsInWords(identity.unlike))} will be another than now.`
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const sameNumber = (line: number): RowProblem => ({
  field: "uciNumber",
  value: "",
  message: `Line ${line} has the same UCI number under another name or date of birth. Correct one of the two.`,
})

function whyUnclear(identity: Extract<Identity<string>, { is: "ambiguous" }>, known: Map<string, Known>) {
  const names = identity.ids.map((id) => nameIn(known, id)).join(", ")
  return identity.because === "several"
    ? `${count(identity.ids.length, "client")} fit this row: ${names}. Add a UCI number or a date of birth.`
    : `${whyAmbiguous(identity)} That client is ${names}. Correct the row, or the client.`
}

function wasDeleted(client: Known | undefined, timeZone: string): string {
  const day = client?.deletedAt ? ` on ${formatDate(dateIn(client.deletedAt, timeZone))}` : ""
  return `${client?.firstName} ${client?.lastName} was deleted${day}. Restore this client first, under Deleted clients.`
}

function nameIn(known: Map<string, Known>, id: string): string {
  const client = known.get(id)
  const number = client?.uciNumber ? ` (UCI ${client.uciNumber})` : ""
  return `${client?.firstName} ${client?.lastName}${number}`
}

async function clientsById(tx: Transaction, ids: string[]): Promise<Map<string, ClientRecord>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.select(clientColumns).from(clients).where(inArray(clients.id, ids))
  return new Map(rows.map((row) => [row.id, row]))
}

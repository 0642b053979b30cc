import { and, isNotNull, isNull } from "drizzle-orm"
import { clients } from "../../db/schema"
import { fieldNames } from "../clients/names"
import { insertClients } from "../clients/records"
import { type ClientField, ClientInput } from "../clients/schema"
import { idFor, isKept } from "./ids"
import { dayIn, deletionOf, type Move, newId, remark, timesOf, writeEvents } from "./move"
import { nameIn, pieces, shortened } from "./names"
import type { Row } from "./read"

type NewClient = Parameters<typeof insertClients>[1][number] & { id: string }

const NOTES_LENGTH = 20_000
const dates = ["dateOfBirth", "posStartDate", "posEndDate"] as const
const texts = ["parentGuardianName", "uciNumber", "serviceCoordinator", "language", "email", "phone"] as const
const rewritten: Partial<Record<ClientField, string>> = {
  phone: "phone number written as +1…",
  email: "e-mail address in lower case",
}

/** Moves the clients, the newest first, so that of two with one UCI number the newest keeps it. */
export async function moveClients(move: Move): Promise<void> {
  const taken = await numbersHere(move)
  for await (const rows of move.source.rows("clients", ["-createdAt", "-id"])) {
    const fresh = rows.flatMap((row) => {
      const old = row.id ?? ""
      const client = newClient(move, row, taken)
      // One who is here already takes what else there is of them.
      if (old) move.clients.set(old, idFor("clients", old))
      return client ? [{ client, old }] : []
    })
    if (fresh.length === 0) continue
    await insertClients(
      move.tx,
      fresh.map(({ client }) => client),
      move.now,
    )
    move.tally.moved("clients", fresh.length)
    await writeEvents(
      move,
      fresh.map(({ client: { id }, old }) => move.event("client.migrated", { krcId: old }, { clientId: id })),
    )
  }
}

async function numbersHere({ tx }: Move): Promise<Set<string>> {
  const rows = await tx
    .select({ uciNumber: clients.uciNumber })
    .from(clients)
    .where(and(isNotNull(clients.uciNumber), isNull(clients.deletedAt)))
  return new Set(rows.map(({ uciNumber }) => String(uciNumber)))
}

function newClient(move: Move, row: Row<"clients">, taken: Set<string>): NewClient | null {
  const id = newId(move, "clients", row.id)
  if (!id) return null
  const old = row.id ?? ""
  const times = timesOf(move, "clients", row)
  const client: NewClient = { ...{ id, ...namesOf(move, id, row), ...times } }
  for (const field of [...texts, ...dates]) client[field] = keptValue(move, id, row, field)
  client.notes = notesOf(move, id, row)
  client.externalIds = { ...idsIn(row.externalIds), ...(isKept(old) ? {} : { krc: [old] }) }
  client.deletedAt = deletionOf(move, row, times.updatedAt)
  if (client.deletedAt && !row.deletedAt)
    move.tally.changed("clients", "not active there: deleted here, and can be restored", old)
  keepPosInOrder(move, client, old)
  keepNumberUnique(move, client, old, taken)
  return client
}

function namesOf(move: Move, id: string, row: Row<"clients">) {
  const { first, last } = nameIn(row)
  if (!first || !last)
    move.tally.changed("clients", "had no first or no last name: — stands for it", row.id ?? "")
  const names = { firstName: first ?? "—", lastName: last ?? "—" }
  for (const field of ["firstName", "lastName"] as const) {
    const short = shortened(names[field], 100)
    if (short === names[field]) continue
    toNotes(move, id, row, field, names[field])
    names[field] = short
  }
  return names
}

/** The value as the form would keep it; one that the form would refuse goes into the notes. */
function keptValue(
  move: Move,
  id: string,
  row: Row<"clients">,
  field: (typeof texts)[number] | (typeof dates)[number],
): string | null {
  const given = row[field]
  if (given === null || given.trim() === "") return null
  const isDate = (dates as readonly string[]).includes(field)
  const parsed = ClientInput.shape[field].safeParse(isDate ? dayIn(move, given) : given)
  if (!parsed.success) {
    toNotes(move, id, row, field, given)
    return null
  }
  if (isDate || parsed.data === given) return parsed.data ?? null
  move.tally.changed(
    "clients",
    parsed.data === given.trim() ? "text trimmed" : (rewritten[field] ?? "text tidied"),
  )
  return parsed.data ?? null
}

function toNotes(move: Move, id: string, row: Row<"clients">, field: ClientField, value: string): void {
  remark(move, id, `${fieldNames[field]} in the old system: ${value.trim()}`)
  move.tally.changed(
    "clients",
    `${fieldNames[field]} that cannot be kept as such: now in the notes`,
    row.id ?? "",
  )
}

function notesOf(move: Move, id: string, row: Row<"clients">): string | null {
  const [fitting = null, ...others] = pieces(row.notes?.replaceAll("\r\n", "\n").trim() ?? "", NOTES_LENGTH)
  for (const other of others) remark(move, id, other)
  if (others.length > 0)
    move.tally.changed("clients", "notes too long: the rest is in staff notes", row.id ?? "")
  return fitting
}

function idsIn(json: string | null): Record<string, string[]> {
  try {
    const entries = Object.entries(JSON.parse(json ?? "{}") ?? {})
    return Object.fromEntries(entries.flatMap(([name, id]) => (isId(id) ? [[name, [String(id)]]] : [])))
  } catch {
    return {}
  }
}

const isId = (value: unknown) => typeof value === "string" || typeof value === "number"

function keepPosInOrder(move: Move, client: NewClient, old: string): void {
  const { posStartDate, posEndDate } = client
  if (!posStartDate || !posEndDate || posEndDate >= posStartDate) return
  remark(move, client.id, `${fieldNames.posEndDate} in the old system, before its start: ${posEndDate}`)
  move.tally.changed("clients", "POS end before its start: the end is in the notes now", old)
  client.posEndDate = null
}

function keepNumberUnique(move: Move, client: NewClient, old: string, taken: Set<string>): void {
  const { uciNumber } = client
  if (!uciNumber || client.deletedAt) return
  if (!taken.has(uciNumber)) {
    taken.add(uciNumber)
    return
  }
  remark(move, client.id, `${fieldNames.uciNumber} in the old system, which another client has: ${uciNumber}`)
  move.tally.changed("clients", "UCI number of a newer client: now in the notes", old)
  client.uciNumber = null
}

import type { Transaction } from "../../db/client"
import type { CalendarDate } from "../core/clock"
import { type EventRow, insertEvents } from "../core/operation"
import type { EventData, EventType } from "../events"
import type { Table } from "./columns"
import { idFor } from "./ids"
import type { Source } from "./read"
import type { Tally } from "./reconciliation"
import { dayOf, momentOf } from "./times"

/** What the move of each noun works with. */
export type Move = {
  tx: Transaction
  source: Source
  tally: Tally
  now: Date
  today: CalendarDate
  /** The centre's time zone. */
  timeZone: string
  /** The time zone of times that were written without one. */
  writtenIn: string
  event: <T extends EventType>(type: T, data: EventData[T], about?: { clientId?: string }) => EventRow
  /** Ids there to ids here, of those that are here now. */
  users: Map<string, string>
  clients: Map<string, string>
  tags: Map<string, string>
  /** Ids that stood here before, of tables that were not empty. */
  present: Record<Table, Set<string>>
  /** What could not be kept where it was, to go into the notes of the client with this id. */
  remarks: Map<string, string[]>
}

/** The moment that the text means there. */
export const momentIn = ({ writtenIn }: Move, text: string | null) => momentOf(text, writtenIn)

/** The day that the text means, in the centre's time zone; unreadable text as it is. */
export const dayIn = ({ writtenIn, timeZone }: Move, text: string) => dayOf(text, writtenIn, timeZone)

/** When a row was made and last changed, as well as the row tells. */
export function timesOf(move: Move, table: Table, row: { id: string | null } & Times) {
  const made = momentIn(move, row.createdAt)
  const changed = momentIn(move, row.updatedAt ?? null)
  if (!made) move.tally.changed(table, "had no time of creation: the next best was taken", row.id ?? "")
  const createdAt = made ?? changed ?? move.now
  return { createdAt, updatedAt: changed ?? createdAt }
}

type Times = { createdAt: string | null; updatedAt?: string | null }

/** When a row was deleted there, or null; where only a mark says so, when it was last changed. */
export function deletionOf(move: Move, row: Deletable, otherwise: Date): Date | null {
  const isMarked = isTrue(row.deleted ?? null) || isFalse(row.active ?? null)
  return momentIn(move, row.deletedAt ?? null) ?? (isMarked || row.deletedAt ? otherwise : null)
}

type Deletable = { deleted?: string | null; active?: string | null; deletedAt?: string | null }

/** The id here of a row, or null, counted as left out, when it has none there or is here already. */
export function newId(move: Move, table: Table, old: string | null): string | null {
  if (old === null || old === "") {
    move.tally.leftOut(table, "has no id", "")
    return null
  }
  const id = idFor(table, old)
  if (move.present[table].has(id)) {
    move.tally.leftOut(table, "has an id that is here already", old)
    return null
  }
  move.present[table].add(id)
  return id
}

/** Keeps for the notes of a client what found no other place. */
export function remark({ remarks }: Move, clientId: string, text: string): void {
  const known = remarks.get(clientId)
  if (known) known.push(text)
  else remarks.set(clientId, [text])
}

/** Writes events, however many. */
export async function writeEvents({ tx }: Move, rows: EventRow[]): Promise<void> {
  if (rows.length > 0) await insertEvents(tx, rows)
}

/** The value in lower case without what Python's enums write before it: `Role.ADMIN` is `admin`. */
export const wordOf = (text: string | null) =>
  (text ?? "")
    .trim()
    .toLowerCase()
    .split(".")
    .at(-1)
    ?.replaceAll(/[\s-]+/g, "_") ?? ""

/** Whether the value is a yes, as a boolean, a number or a word. */
export const isTrue = (text: string | null) => /^(t|true|1|y|yes|on)$/.test(wordOf(text))
/** Whether it is a no; no value at all is neither. */
export const isFalse = (text: string | null) => /^(f|false|0|n|no|off)$/.test(wordOf(text))

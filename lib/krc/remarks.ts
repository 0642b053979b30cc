import { inArray, sql } from "drizzle-orm"
import { clients } from "../../db/schema"
import { idFor } from "./ids"
import type { Move } from "./move"
import { splitNote, writeNotes } from "./notes"
import { formerStaff } from "./users"

const LENGTH = 20_000
const BATCH = 1000

/** Adds to the notes of clients what found no other place; what does not fit there becomes staff notes. */
export async function writeRemarks(move: Move): Promise<void> {
  const ids = [...move.remarks.keys()]
  for (let from = 0; from < ids.length; from += BATCH) await addTo(move, ids.slice(from, from + BATCH))
}

async function addTo(move: Move, ids: string[]): Promise<void> {
  const rows = await move.tx
    .select({ id: clients.id, notes: clients.notes })
    .from(clients)
    .where(inArray(clients.id, ids))
  const changed: { id: string; notes: string }[] = []
  for (const { id, notes } of rows) {
    const known = new Set(notes?.split("\n"))
    const lines = (move.remarks.get(id) ?? []).filter((line) => !known.has(line))
    const text = [notes, ...lines].filter(Boolean).join("\n")
    if (Array.from(text).length <= LENGTH) changed.push({ id, notes: text })
    else await addStaffNotes(move, id, lines.join("\n"))
  }
  await move.tx.execute(sql`
    update clients c set notes = r.notes from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as r(id uuid, notes text)
    where c.id = r.id`)
}

async function addStaffNotes(move: Move, clientId: string, body: string): Promise<void> {
  const id = idFor("client_notes", `rest of the notes of ${clientId}`)
  if (body === "" || move.present.client_notes.has(id)) return
  const notes = splitNote({ id, clientId, body, createdAt: move.now, authorId: await formerStaff(move) })
  await writeNotes(move, notes)
  move.tally.added("client_notes", notes.length)
}

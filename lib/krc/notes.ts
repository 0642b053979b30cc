import { clientNotes } from "../../db/schema"
import { idFor } from "./ids"
import { deletionOf, type Move, momentIn, newId } from "./move"
import { pieces } from "./names"
import type { Row } from "./read"
import { formerStaff } from "./users"

type NewNote = typeof clientNotes.$inferInsert

const LENGTH = 5000
const BATCH = 2000

/** Moves the staff notes; one that is too long becomes several. */
export async function moveNotes(move: Move): Promise<void> {
  for await (const rows of move.source.rows("client_notes")) {
    const fresh: NewNote[] = []
    for (const row of rows) {
      const notes = await notesFrom(move, row)
      fresh.push(...notes)
      if (notes.length === 0) continue
      move.tally.moved("client_notes", 1)
      move.tally.added("client_notes", notes.length - 1)
      if (notes.length > 1) move.tally.changed("client_notes", "split because of its length", row.id ?? "")
    }
    await writeNotes(move, fresh)
  }
}

/** Writes staff notes, however many. */
export async function writeNotes({ tx }: Move, notes: NewNote[]): Promise<void> {
  for (let from = 0; from < notes.length; from += BATCH)
    await tx.insert(clientNotes).values(notes.slice(from, from + BATCH))
}

/** Text of any length as staff notes, the first with `id` and at `createdAt`, read from the top of a timeline on. */
export function splitNote({ id, body, createdAt, ...rest }: NewNote & { id: string }): NewNote[] {
  return pieces(body, LENGTH).map((piece, place) => ({
    ...rest,
    body: piece,
    id: place === 0 ? id : idFor("client_notes", `${id} part ${place + 1}`),
    createdAt: new Date(createdAt.getTime() - place),
  }))
}

async function notesFrom(move: Move, row: Row<"client_notes">): Promise<NewNote[]> {
  const leaveOut = (why: string) => {
    move.tally.leftOut("client_notes", why, row.id ?? "")
    return []
  }
  const clientId = move.clients.get(row.clientId ?? "")
  const body = row.body?.replaceAll("\r\n", "\n").trim() ?? ""
  const createdAt = momentIn(move, row.createdAt) ?? move.now
  if (!clientId) return leaveOut("belongs to a client who was not moved")
  if (body === "") return leaveOut("is empty")
  if (deletionOf(move, row, createdAt)) return leaveOut("was deleted there")
  const id = newId(move, "client_notes", row.id)
  if (!id) return []
  return splitNote({ id, clientId, body, createdAt, authorId: await authorOf(move, row) })
}

async function authorOf(move: Move, row: Row<"client_notes">): Promise<string> {
  const author = move.users.get(row.userId ?? "")
  if (author) return author
  move.tally.changed("client_notes", "author is gone: Former staff stands for them", row.id ?? "")
  return formerStaff(move)
}

import { and, desc, eq, sql } from "drizzle-orm"
import { z } from "zod"
import { clientNotes, users } from "../../db/schema"
import { personOf } from "../core/actor"
import { pageLimit, uuid } from "../core/fields"
import { only } from "../core/only"
import { operation, query } from "../core/operation"
import { pageOf, readCursor } from "../core/page"
import { findClient, lockClient } from "./records"
import { NoteInput } from "./schema"

const shape = {
  id: clientNotes.id,
  clientId: clientNotes.clientId,
  body: clientNotes.body,
  author: users.name,
  createdAt: clientNotes.createdAt,
}

/** Adds a staff note of the signed-in user to a client's timeline. */
export const addNote = operation({
  permission: "notes.create",
  input: NoteInput,
  async run({ tx, actor, now, record }, { clientId, body }) {
    // The lock makes an erasure of the client wait for the note, and then erase it too.
    await lockClient(tx, clientId)
    const { id } = only(
      await tx
        .insert(clientNotes)
        .values({ clientId, body, authorId: personOf(actor).id, createdAt: now })
        .returning({ id: clientNotes.id }),
    )
    record("note.created", { noteId: id }, { clientId })
    return { id, clientId, body, author: personOf(actor).name, createdAt: now }
  },
})

/** A client's staff notes, newest first. */
export const listNotes = query({
  permission: "notes.read",
  input: z.strictObject({ clientId: uuid, limit: pageLimit, cursor: z.string().max(1000).optional() }),
  async run({ db }, { clientId, limit, cursor }) {
    await findClient(db, clientId)
    const from = readCursor(cursor)
    const rows = await db
      .select(shape)
      .from(clientNotes)
      .innerJoin(users, eq(users.id, clientNotes.authorId))
      .where(
        and(
          eq(clientNotes.clientId, clientId),
          from &&
            sql`(${clientNotes.createdAt}, ${clientNotes.id}) < (${from.key}::timestamptz, ${from.id}::uuid)`,
        ),
      )
      .orderBy(desc(clientNotes.createdAt), desc(clientNotes.id))
      .limit(limit + 1)
    return pageOf(rows, limit, (row) => row.createdAt.toISOString())
  },
})

import { sql } from "drizzle-orm"
import { clientTags, tags } from "../../db/schema"
import { idFor } from "./ids"
import { type Move, momentIn } from "./move"
import { shortened } from "./names"
import type { Row } from "./read"

const LENGTH = 40

/** Moves the tags; those that differ in case only become one, the oldest. */
export async function moveTags(move: Move): Promise<void> {
  for await (const rows of move.source.rows("tags", ["createdAt", "id"])) {
    const named = rows.flatMap((row) => newTag(move, row) ?? [])
    if (named.length === 0) continue
    const made = await move.tx
      .insert(tags)
      .values(named.map(({ old, ...tag }) => tag))
      .onConflictDoNothing()
      .returning({ id: tags.id })
    const isNew = new Set(made.map(({ id }) => id))
    const ids = await idsByName(move, named)
    for (const { old, id, name } of named) {
      move.tags.set(old, ids.get(name) ?? id)
      if (!isNew.delete(id))
        move.tally.leftOut("tags", "is there already, perhaps in another case: one for both", old)
    }
    move.tally.moved("tags", made.length)
  }
}

function newTag(move: Move, row: Row<"tags">) {
  const [old, given] = [row.id ?? "", row.name?.trim() ?? ""]
  const name = shortened(given, LENGTH)
  if (!old || !name) {
    move.tally.leftOut("tags", old ? "has no name" : "has no id", old)
    return null
  }
  if (name !== given) move.tally.changed("tags", `name shortened to ${LENGTH} characters`, old)
  return { id: idFor("tags", old), name, createdAt: momentIn(move, row.createdAt) ?? move.now, old }
}

/** Postgres folds the case: JavaScript folds some letters in another way. */
async function idsByName({ tx }: Move, named: { name: string }[]): Promise<Map<string, string>> {
  const names = JSON.stringify(named.map(({ name }) => name))
  const rows = await tx.execute<{ name: string; id: string }>(sql`
    select w.name, t.id from jsonb_array_elements_text(${names}::jsonb) as w(name)
    join tags t on lower(t.name) = lower(w.name)`)
  return new Map(rows.map(({ name, id }) => [name, id]))
}

/** Gives the clients their tags. */
export async function moveClientTags(move: Move): Promise<void> {
  for await (const rows of move.source.rows("client_tags")) {
    const given = rows.flatMap((row) => {
      const [clientId, tagId] = [move.clients.get(row.clientId ?? ""), move.tags.get(row.tagId ?? "")]
      if (clientId && tagId) return { clientId, tagId, row }
      const why = clientId ? "names a tag that was not moved" : "belongs to a client who was not moved"
      move.tally.leftOut("client_tags", why, nameOf(row))
      return []
    })
    if (given.length === 0) continue
    const made = await move.tx
      .insert(clientTags)
      .values(given.map(({ clientId, tagId }) => ({ clientId, tagId })))
      .onConflictDoNothing()
      .returning()
    const isNew = new Set(made.map(pairOf))
    for (const one of given)
      if (!isNew.delete(pairOf(one)))
        move.tally.leftOut("client_tags", "the client has this tag already", nameOf(one.row))
    move.tally.moved("client_tags", made.length)
  }
}

const pairOf = ({ clientId, tagId }: { clientId: string; tagId: string }) => `${clientId} ${tagId}`
const nameOf = ({ clientId, tagId }: Row<"client_tags">) => `client ${clientId} tag ${tagId}`

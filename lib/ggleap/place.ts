import { and, eq, isNull } from "drizzle-orm"
import { z } from "zod"
import type { Transaction } from "../../db/client"
import { clients, ggleapLinks } from "../../db/schema"
import { uuid } from "../core/fields"
import { type Inside, operation } from "../core/operation"
import type { Groups } from "./groups"
import { selectLinks, withKinds } from "./records"

export type Placed = "moved" | "right" | "failed" | "unlinked"

const Group = z.strictObject({ id: z.string(), name: z.string() })
const SettleInput = z.strictObject({
  clientId: uuid,
  groups: z.strictObject({ covered: Group, uncovered: Group }),
})

const GONE = "This user is not in ggLeap any more. Unlink the client, or link another user."

/** While one user is moved their client may change; more often than this nobody's does. */
const MOST_MOVES = 3

/**
 * Puts one linked client into their group. The link stays locked while ggLeap is asked: who unlinks waits until nothing
 * more is under way, and a second sync finds the work done. Throws as `Ggleap` does.
 */
export const settle = operation({
  permission: "ggleap.sync",
  input: SettleInput,
  async run(inside, { clientId, groups }): Promise<Placed> {
    const { tx, now, ggleap, record } = inside
    const userId = await lockLink(tx, clientId)
    if (userId === null) return "unlinked"
    const user = await ggleap.user(userId)
    if (!user) return gone(tx, clientId)
    let groupId = user.groupId
    for (let moves = 0; moves < MOST_MOVES; moves++) {
      const wanted = await groupOf(inside, clientId, groups)
      if (!wanted || groupId === wanted.id) break
      if (!(await ggleap.move(userId, wanted.id))) return gone(tx, clientId)
      groupId = wanted.id
    }
    await change(tx, clientId, { groupId, placedAt: now, problem: null })
    if (groupId === user.groupId) return "right"
    const { name } = groups.covered.id === groupId ? groups.covered : groups.uncovered
    record("ggleap.placed", { group: name }, { clientId })
    return "moved"
  },
})

/** Keeps why a client could not be placed, in words; one who is not linked any more has no such thing. */
export const noteProblem = operation({
  permission: "ggleap.sync",
  input: z.strictObject({ clientId: uuid, problem: z.string().max(500) }),
  run: async ({ tx }, { clientId, problem }) => {
    await change(tx, clientId, { problem })
  },
})

/** The ggLeap user of a client who is linked and not deleted, whose link nobody else touches until the end. */
async function lockLink(tx: Transaction, clientId: string): Promise<string | null> {
  const [link] = await tx
    .select({ userId: ggleapLinks.ggleapUserId })
    .from(ggleapLinks)
    .innerJoin(clients, and(eq(clients.id, ggleapLinks.clientId), isNull(clients.deletedAt)))
    .where(eq(ggleapLinks.clientId, clientId))
    .for("update", { of: ggleapLinks })
  return link?.userId ?? null
}

/** Read again before each move, so that what was committed meanwhile counts; null once the client is deleted. */
async function groupOf({ tx, today }: Inside, clientId: string, groups: Groups) {
  const rows = await selectLinks(tx).where(eq(ggleapLinks.clientId, clientId))
  const [link] = await withKinds(tx, rows, today)
  return link ? groups[link.kind] : null
}

async function gone(tx: Transaction, clientId: string): Promise<Placed> {
  await change(tx, clientId, { problem: GONE })
  return "failed"
}

const change = (tx: Transaction, clientId: string, to: Partial<typeof ggleapLinks.$inferInsert>) =>
  tx.update(ggleapLinks).set(to).where(eq(ggleapLinks.clientId, clientId))

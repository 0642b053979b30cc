import { z } from "zod"
import { AppError } from "../core/errors"
import type { GgleapUser } from "../core/ggleap"
import { type Context, errand, type Known } from "../core/operation"
import type { Groups } from "./groups"
import { noteProblem, type Placed, settle } from "./place"
import { everyLink, groupsNow, type Link } from "./records"
import { ByClient } from "./schema"

const SyncInput = z.strictObject({
  /** So many clients are looked at more closely at most; the others are left for the next time. */
  atMost: z.number().int().min(1).max(10_000).optional(),
})

export type Synced = { moved: number; right: number; failed: number; left: number }

/**
 * Puts every linked client into their group and returns how many were moved, were right, could not be placed (why stands
 * in their link), and are left because of `atMost`. Changes nothing and throws conflict when a group is not there; throws
 * unavailable when ggLeap is away: whoever asks again goes on where this ended.
 */
export const syncGroups = errand({
  permission: "ggleap.sync",
  input: SyncInput,
  async run(ctx, { atMost = Number.POSITIVE_INFINITY }): Promise<Synced> {
    const done: Synced = { moved: 0, right: 0, failed: 0, left: 0 }
    const groups = await groupsNow(ctx.db, ctx.ggleap)
    const there = new Map((await ctx.ggleap.users()).map((user) => [user.id, user]))
    let looked = 0
    for await (const link of everyLink(ctx.db, ctx.today)) {
      if (isSettled(link, there.get(link.ggleapUserId), groups)) done.right++
      else if (++looked > atMost) done.left++
      else count(await placedOrFailed(ctx, link.id, groups), done)
    }
    return done
  },
})

/**
 * Puts one client into their group and returns what became of it; `unlinked` also for one who is deleted. Throws what
 * ggLeap says no with, after noting it in the link.
 */
export const placeClient = errand({
  permission: "ggleap.sync",
  input: ByClient,
  run: async (ctx, { clientId }): Promise<Placed> =>
    place(ctx, clientId, await groupsNow(ctx.db, ctx.ggleap)),
})

/** Nothing to do and nothing to note: as the list of all users says, which saves a question for each. */
function isSettled(link: Link, user: GgleapUser | undefined, groups: Groups): boolean {
  const { id } = groups[link.kind]
  return user?.groupId === id && link.groupId === id && link.problem === null
}

async function place(ctx: Context, clientId: string, groups: Groups): Promise<Placed> {
  try {
    return await settle(ctx, { clientId, groups })
  } catch (error) {
    if (error instanceof AppError) await noteProblem(ctx, { clientId, problem: error.message })
    throw error
  }
}

/** What goes wrong with one user stops nobody else, unless ggLeap answers nobody. */
async function placedOrFailed(ctx: Context & Known, clientId: string, groups: Groups): Promise<Placed> {
  try {
    return await place(ctx, clientId, groups)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.kind === "unavailable") await ctx.ggleap.groups()
    return "failed"
  }
}

function count(placed: Placed, done: Synced) {
  if (placed !== "unlinked") done[placed]++
}

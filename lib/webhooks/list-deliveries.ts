import { and, asc, desc, eq, isNull, sql } from "drizzle-orm"
import { z } from "zod"
import { deliveries, deliveryTries, webhookTargets } from "../../db/schema"
import { notFound } from "../core/errors"
import { pageLimit, uuid } from "../core/fields"
import { query } from "../core/operation"
import { pageOf, readCursor } from "../core/page"

/** Written out with its table: alone in a query, a column stands without, and would be the inner table's. */
const counted = (state: "waiting" | "dead") =>
  sql<number>`(select count(*)::int from ${deliveries} d where d.target_id = webhook_targets.id and d.state = ${state})`

/** The targets that were not removed, by name, each with how it is and how many deliveries wait or were given up. */
export const listTargets = query({
  permission: "hooks.manage",
  input: z.strictObject({}),
  run: ({ db }) =>
    db
      .select({
        id: webhookTargets.id,
        name: webhookTargets.name,
        url: webhookTargets.url,
        types: webhookTargets.types,
        source: webhookTargets.source,
        createdAt: webhookTargets.createdAt,
        lastSuccessAt: webhookTargets.lastSuccessAt,
        failingSince: webhookTargets.failingSince,
        switchedOffAt: webhookTargets.switchedOffAt,
        offBecause: webhookTargets.offBecause,
        waiting: counted("waiting"),
        dead: counted("dead"),
      })
      .from(webhookTargets)
      .where(isNull(webhookTargets.removedAt))
      .orderBy(asc(webhookTargets.name), asc(webhookTargets.id)),
})

export type Target = Awaited<ReturnType<typeof listTargets>>[number]

const shape = {
  id: deliveries.id,
  targetId: deliveries.targetId,
  targetName: webhookTargets.name,
  eventId: deliveries.eventId,
  type: deliveries.type,
  state: deliveries.state,
  tries: deliveries.tries,
  nextTryAt: deliveries.nextTryAt,
  createdAt: deliveries.createdAt,
  finishedAt: deliveries.finishedAt,
}

/** What is or was on its way, newest first, of one target or in one state where that is asked. Not what it says. */
export const listDeliveries = query({
  permission: "hooks.manage",
  input: z.strictObject({
    targetId: uuid.optional(),
    state: z.enum(["waiting", "delivered", "dead"], "This state is not known.").optional(),
    limit: pageLimit,
    cursor: z.string().max(1000).optional(),
  }),
  async run({ db }, { targetId, state, limit, cursor }) {
    const from = readCursor(cursor)
    const rows = await db
      .select(shape)
      .from(deliveries)
      .innerJoin(webhookTargets, eq(webhookTargets.id, deliveries.targetId))
      .where(
        and(
          targetId ? eq(deliveries.targetId, targetId) : undefined,
          state && eq(deliveries.state, state),
          from &&
            sql`(${deliveries.createdAt}, ${deliveries.id}) < (${from.key}::timestamptz, ${from.id}::uuid)`,
        ),
      )
      .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
      .limit(limit + 1)
    return pageOf(rows, limit, (row) => row.createdAt.toISOString())
  },
})

/**
 * One delivery whole: what is sent, each try with what came back, newest first, and whether its target was removed.
 * Throws not_found.
 */
export const getDelivery = query({
  permission: "hooks.manage",
  input: z.strictObject({ id: uuid }),
  async run({ db }, { id }) {
    const [found] = await db
      .select({
        ...shape,
        body: deliveries.body,
        url: webhookTargets.url,
        removedAt: webhookTargets.removedAt,
      })
      .from(deliveries)
      .innerJoin(webhookTargets, eq(webhookTargets.id, deliveries.targetId))
      .where(eq(deliveries.id, id))
    if (!found) throw notFound("delivery")
    const all = await db
      .select()
      .from(deliveryTries)
      .where(eq(deliveryTries.deliveryId, id))
      .orderBy(desc(deliveryTries.triedAt), desc(deliveryTries.id))
    const { removedAt, ...delivery } = found
    return { ...delivery, removed: removedAt !== null, all }
  },
})

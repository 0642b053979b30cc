import { and, desc, eq, sql } from "drizzle-orm"
import { z } from "zod"
import { clients, inboundEvents, users } from "../../db/schema"
import { notFound } from "../core/errors"
import { pageLimit, uuid } from "../core/fields"
import { query } from "../core/operation"
import { pageOf, readCursor } from "../core/page"

const { id, externalId, type, state, problem, did, clientId, receivedAt, happenedAt } = inboundEvents

/** What came in, newest first: each event with what it did, or why it waits. Nothing of what it says. */
export const listInbound = query({
  permission: "hooks.manage",
  input: z.strictObject({
    state: z.enum(["processed", "attention", "dismissed"], "This state is not known.").optional(),
    limit: pageLimit,
    cursor: z.string().max(1000).optional(),
  }),
  async run({ db }, { state: wanted, limit, cursor }) {
    const from = readCursor(cursor)
    const rows = await db
      .select({ id, externalId, type, state, problem, did, clientId, receivedAt, happenedAt })
      .from(inboundEvents)
      .where(
        and(
          wanted && eq(state, wanted),
          from && sql`(${receivedAt}, ${id}) < (${from.key}::timestamptz, ${from.id}::uuid)`,
        ),
      )
      .orderBy(desc(receivedAt), desc(id))
      .limit(limit + 1)
    return pageOf(rows, limit, (row) => row.receivedAt.toISOString())
  },
})

/** One event whole, with what it says, and the name of its client unless they were deleted. Throws not_found. */
export const getInbound = query({
  permission: "hooks.manage",
  input: z.strictObject({ id: uuid }),
  async run({ db }, input) {
    const [found] = await db
      .select({
        event: inboundEvents,
        settledByName: users.name,
        clientName: sql<
          string | null
        >`case when ${clients.deletedAt} is null then ${clients.firstName} || ' ' || ${clients.lastName} end`,
      })
      .from(inboundEvents)
      .leftJoin(users, eq(users.id, inboundEvents.settledBy))
      .leftJoin(clients, eq(clients.id, inboundEvents.clientId))
      .where(eq(inboundEvents.id, input.id))
    if (!found) throw notFound("event")
    const { event, ...names } = found
    return { ...event, ...names }
  },
})

/** How many events wait for somebody. */
export const countAttention = query({
  permission: "hooks.manage",
  input: z.strictObject({}),
  run: ({ db }) => db.$count(inboundEvents, eq(state, "attention")),
})

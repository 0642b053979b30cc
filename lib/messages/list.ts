import { and, desc, eq, sql } from "drizzle-orm"
import { clients, messages } from "../../db/schema"
import { query } from "../core/operation"
import { pageOf, readCursor } from "../core/page"
import { MessageListInput } from "./schema"

const shape = {
  id: messages.id,
  clientId: messages.clientId,
  firstName: clients.firstName,
  lastName: clients.lastName,
  deletedAt: clients.deletedAt,
  occasion: messages.occasion,
  state: messages.state,
  droppedBecause: messages.droppedBecause,
  plannedAt: messages.plannedAt,
  finishedAt: messages.finishedAt,
  recipient: messages.recipient,
  language: messages.language,
  text: messages.text,
  phone: messages.phone,
}

/** Messages, those planned last first: of one client, of one occasion or in one state where that is asked. */
export const listMessages = query({
  permission: "messages.read",
  input: MessageListInput,
  async run({ db }, { clientId, occasion, state, limit, cursor }) {
    const from = readCursor(cursor)
    const rows = await db
      .select(shape)
      .from(messages)
      .innerJoin(clients, eq(clients.id, messages.clientId))
      .where(
        and(
          clientId ? eq(messages.clientId, clientId) : undefined,
          occasion && eq(messages.occasion, occasion),
          state && eq(messages.state, state),
          from && sql`(${messages.plannedAt}, ${messages.id}) < (${from.key}::timestamptz, ${from.id}::uuid)`,
        ),
      )
      .orderBy(desc(messages.plannedAt), desc(messages.id))
      .limit(limit + 1)
    return pageOf(rows, limit, (row) => row.plannedAt.toISOString())
  },
})

export type Message = Awaited<ReturnType<typeof listMessages>>["rows"][number]

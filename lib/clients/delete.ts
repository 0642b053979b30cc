import { and, eq, isNotNull, isNull } from "drizzle-orm"
import { clients } from "../../db/schema"
import { notFound } from "../core/errors"
import { operation } from "../core/operation"
import { ClientId } from "./schema"

/** Hides a client everywhere and keeps their attendance. Throws not_found when deleted already. */
export const deleteClient = operation({
  permission: "clients.delete",
  input: ClientId,
  async run({ tx, now, record }, { id }) {
    const hidden = await tx
      .update(clients)
      .set({ deletedAt: now, updatedAt: now })
      .where(and(eq(clients.id, id), isNull(clients.deletedAt)))
      .returning({ id: clients.id })
    if (hidden.length === 0) throw notFound("client")
    record("client.deleted", {}, { clientId: id })
  },
})

/** Brings a deleted client back. Throws not_found unless deleted and not erased, conflict when their UCI is taken now. */
export const restoreClient = operation({
  permission: "clients.delete",
  input: ClientId,
  async run({ tx, now, record }, { id }) {
    const shown = await tx
      .update(clients)
      .set({ deletedAt: null, updatedAt: now })
      .where(and(eq(clients.id, id), isNotNull(clients.deletedAt), isNull(clients.erasedAt)))
      .returning({ id: clients.id })
    if (shown.length === 0) throw notFound("deleted client")
    record("client.restored", {}, { clientId: id })
  },
})

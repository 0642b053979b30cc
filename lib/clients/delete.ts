import { and, eq, isNotNull, isNull } from "drizzle-orm"
import { alias } from "drizzle-orm/pg-core"
import type { Transaction } from "../../db/client"
import { clients } from "../../db/schema"
import { AppError, notFound } from "../core/errors"
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

/**
 * Brings a deleted client back. Throws not_found unless deleted and neither erased nor merged; conflict with the client in
 * `existing` who has their UCI number now.
 */
export const restoreClient = operation({
  permission: "clients.delete",
  input: ClientId,
  async run({ tx, now, record }, { id }) {
    await requireNumberFree(tx, id)
    const shown = await tx
      .update(clients)
      .set({ deletedAt: null, updatedAt: now })
      .where(
        and(
          eq(clients.id, id),
          isNotNull(clients.deletedAt),
          isNull(clients.erasedAt),
          isNull(clients.mergedInto),
        ),
      )
      .returning({ id: clients.id })
    if (shown.length === 0) throw notFound("deleted client")
    record("client.restored", {}, { clientId: id })
  },
})

async function requireNumberFree(tx: Transaction, id: string): Promise<void> {
  const deleted = alias(clients, "deleted")
  const [owner] = await tx
    .select({ id: clients.id, firstName: clients.firstName, lastName: clients.lastName })
    .from(clients)
    .innerJoin(deleted, eq(deleted.uciNumber, clients.uciNumber))
    .where(
      and(
        eq(deleted.id, id),
        isNotNull(deleted.deletedAt),
        isNull(deleted.mergedInto),
        isNull(clients.deletedAt),
      ),
    )
  if (!owner) return
  const existing = [{ id: owner.id, name: `${owner.firstName} ${owner.lastName}`, deleted: false }]
  throw new AppError("conflict", "Another client has this UCI number now.", { existing })
}

import { eq } from "drizzle-orm"
import { z } from "zod"
import { clients } from "../../db/schema"
import type { ExternalIds } from "../../db/schema/clients"
import { requiredText, uuid } from "../core/fields"
import { operation } from "../core/operation"
import { findAndLockClient } from "./records"

/**
 * Keeps the id that another program knows a client by, beside those it had before. Changes nothing when it is known.
 * Throws not_found.
 */
export const addExternalId = operation({
  permission: "clients.update",
  input: z.strictObject({ id: uuid, sender: requiredText(50), externalId: requiredText(200) }),
  fields: () => ["externalIds"],
  async run({ tx, record }, { id, sender, externalId }) {
    const { externalIds } = await findAndLockClient(tx, id)
    if (externalIds[sender]?.includes(externalId)) return
    await tx
      .update(clients)
      .set({ externalIds: joinedIds(externalIds, { [sender]: [externalId] }) })
      .where(eq(clients.id, id))
    record("client.known_elsewhere", { sender }, { clientId: id })
  },
})

/** The newest id of each sender, as other programs are shown them. */
export const newestIds = (ids: ExternalIds): Record<string, string> =>
  Object.fromEntries(
    Object.entries(ids).flatMap(([sender, all]) => {
      const newest = all.at(-1)
      return newest === undefined ? [] : [[sender, newest]]
    }),
  )

/** The ids of both, each sender's without repetition; those of `newer` come last. */
export function joinedIds(older: ExternalIds, newer: ExternalIds): ExternalIds {
  const senders = [...new Set([...Object.keys(older), ...Object.keys(newer)])]
  return Object.fromEntries(
    senders.map((sender) => {
      const last = newer[sender] ?? []
      return [sender, [...(older[sender] ?? []).filter((id) => !last.includes(id)), ...last]]
    }),
  )
}

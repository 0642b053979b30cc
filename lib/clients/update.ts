import { eq } from "drizzle-orm"
import { clients } from "../../db/schema"
import { changesBetween } from "../core/changes"
import { AppError } from "../core/errors"
import { only } from "../core/only"
import { operation } from "../core/operation"
import { requirePosInOrder } from "./pos"
import { clientOf, findAndLockClient, findWhole, wholeColumns } from "./records"
import { UpdateInput } from "./schema"

/**
 * Changes the given fields of a client and returns them as they are now. With `version`, throws stale when somebody
 * else saved the client since; without, the last writer wins, field by field.
 */
export const updateClient = operation({
  permission: "clients.update",
  input: UpdateInput,
  // Asked before the input is parsed, so it may be anything.
  fields: (raw) => Object.keys(raw?.changes ?? {}),
  async run({ tx, now, today, record }, { id, changes, version }) {
    const current = await findAndLockClient(tx, id)
    if (version !== undefined && version !== current.version)
      throw new AppError("stale", "Somebody else saved this client in the meantime.")
    requirePosInOrder({ ...current, ...changes })
    const fields = changesBetween(current, changes)
    const changed = Object.keys(fields).length > 0
    return clientOf(changed ? await write() : await findWhole(tx, id), today)

    async function write() {
      record("client.updated", { fields }, { clientId: id })
      const rows = await tx
        .update(clients)
        .set({ ...changes, version: current.version + 1, updatedAt: now })
        .where(eq(clients.id, id))
        .returning(wholeColumns)
        .prepare("client_changed")
        .execute()
      return only(rows)
    }
  },
})

import { and, desc, isNotNull, isNull } from "drizzle-orm"
import { z } from "zod"
import { clients } from "../../db/schema"
import { query } from "../core/operation"

/** The deleted clients that can be restored or erased, the last deleted first, at most 200. */
export const listDeletedClients = query({
  permission: "clients.delete",
  input: z.strictObject({}),
  run: ({ db }) =>
    db
      .select({
        id: clients.id,
        firstName: clients.firstName,
        lastName: clients.lastName,
        deletedAt: clients.deletedAt,
      })
      .from(clients)
      .where(and(isNotNull(clients.deletedAt), isNull(clients.erasedAt), isNull(clients.mergedInto)))
      .orderBy(desc(clients.deletedAt))
      .limit(200),
})

import { desc, eq } from "drizzle-orm"
import { z } from "zod"
import { events } from "../../db/schema"
import { uuid } from "../core/fields"
import { query } from "../core/operation"

/** What happened to a client and who did it, newest first, at most 200. Answers for deleted clients too. */
export const clientHistory = query({
  permission: "clients.history",
  input: z.strictObject({ clientId: uuid }),
  run: ({ db }, { clientId }) =>
    db
      .select()
      .from(events)
      .where(eq(events.clientId, clientId))
      .orderBy(desc(events.occurredAt), desc(events.id))
      .limit(200),
})

import { and, desc, eq, sql } from "drizzle-orm"
import { z } from "zod"
import { events } from "../../db/schema"
import { pageLimit } from "../core/fields"
import { query } from "../core/operation"
import { pageOf, readCursor } from "../core/page"

const isChange = eq(events.type, "setting.changed")

/** Who changed which setting when, from what to what, newest first. */
export const settingsHistory = query({
  permission: "settings.manage",
  input: z.strictObject({ limit: pageLimit, cursor: z.string().max(1000).optional() }),
  async run({ db }, { limit, cursor }) {
    const from = readCursor(cursor)
    const rows = await db
      .select()
      .from(events)
      .where(
        and(
          isChange,
          from && sql`(${events.occurredAt}, ${events.id}) < (${from.key}::timestamptz, ${from.id}::uuid)`,
        ),
      )
      .orderBy(desc(events.occurredAt), desc(events.id))
      .limit(limit + 1)
    return pageOf(rows, limit, (row) => row.occurredAt.toISOString())
  },
})

/** The last change of each setting that was ever changed: by whom and when, by the setting's name. */
export const lastSettingChanges = query({
  permission: "settings.manage",
  input: z.strictObject({}),
  async run({ db }) {
    const name = sql<string>`${events.data} ->> 'name'`
    const rows = await db
      .selectDistinctOn([name], {
        name,
        actorKind: events.actorKind,
        actorName: events.actorName,
        occurredAt: events.occurredAt,
      })
      .from(events)
      .where(isChange)
      .orderBy(name, desc(events.occurredAt), desc(events.id))
    return new Map(rows.map(({ name, ...change }) => [name, change]))
  },
})

import { asc } from "drizzle-orm"
import { z } from "zod"
import { apiKeys, kioskDevices, users } from "../../db/schema"
import { query } from "../core/operation"
import { pageOf, readCursor } from "../core/page"
import { isAsked, selectAudit } from "./records"
import { AuditSearchInput } from "./schema"

/** One page of what happened, newest first: everything, readings and sign-ins too, or what a filter asks for. */
export const searchAudit = query({
  permission: "audit.read",
  input: AuditSearchInput,
  async run({ db, timeZone }, { limit, cursor, ...filter }) {
    const rows = await selectAudit(db, isAsked(db, timeZone, filter, readCursor(cursor))).limit(limit + 1)
    return pageOf(rows, limit, (row) => row.occurredAt.toISOString())
  },
})

/** Whom one can look for: users, API keys and tablets, also those of the past, by name. */
export const auditPeople = query({
  permission: "audit.read",
  input: z.strictObject({}),
  async run({ db }) {
    const [people, keys, tablets] = await Promise.all([
      db.select({ id: users.id, name: users.name }).from(users).orderBy(asc(users.name)),
      db.select({ id: apiKeys.id, name: apiKeys.name }).from(apiKeys).orderBy(asc(apiKeys.name)),
      db
        .select({ id: kioskDevices.id, name: kioskDevices.name })
        .from(kioskDevices)
        .orderBy(asc(kioskDevices.name)),
    ])
    return { people, keys, tablets }
  },
})

import { z } from "zod"
import { calendarDate, pageLimit, searchQuery, uuid } from "../core/fields"
import { auditKinds } from "./kinds"

/** Users, keys and tablets go by their id, the others by what they are. */
const who = z.union([uuid, z.enum(["system", "zapier", "visitor"])])

export const AuditFilter = z.strictObject({
  who: who.optional(),
  kind: z.enum(auditKinds).optional(),
  clientId: uuid.optional(),
  /** A part of the name of the client. */
  query: searchQuery.optional(),
  from: calendarDate.optional(),
  to: calendarDate.optional(),
  address: z.string().trim().max(64).optional(),
})
export type AuditFilter = z.output<typeof AuditFilter>

export const AuditSearchInput = AuditFilter.extend({
  limit: pageLimit,
  cursor: z.string().max(1000).optional(),
})

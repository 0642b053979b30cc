import { isCalendarDate } from "@/lib/core/clock"
import { type AuditKind, auditKinds } from "@/lib/history/kinds"
import type { AuditFilter } from "@/lib/history/schema"

export type AuditSearch = {
  who?: string
  kind?: string
  client?: string
  q?: string
  from?: string
  to?: string
  address?: string
  cursor?: string
}

export const kindNames: Record<AuditKind, string> = {
  sign_ins: "Sign-ins",
  readings: "Readings of clients",
  exports: "Files taken along",
  clients: "Clients",
  memberships: "Memberships",
  visits: "Visits",
  imports: "Imports",
  administration: "Administration",
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const kinds = ["system", "zapier", "visitor"] as const

/** What the address asks for; what makes no sense is left out. */
export function filterOf({ who, kind, client, q, from, to, address }: AuditSearch): AuditFilter {
  const day = (text?: string) => (text && isCalendarDate(text) ? text : undefined)
  return {
    who: who && UUID.test(who) ? who : kinds.find((one) => one === who),
    kind: auditKinds.find((one) => one === kind),
    clientId: client && UUID.test(client) ? client : undefined,
    query: q?.trim().slice(0, 200) || undefined,
    from: day(from),
    to: day(to),
    address: address?.trim().slice(0, 64) || undefined,
  }
}

/** The same as parameters of an address. */
export const paramsOf = ({ clientId, query, ...filter }: AuditFilter) => ({
  ...filter,
  client: clientId,
  q: query,
})

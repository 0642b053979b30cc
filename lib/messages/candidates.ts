import { type SQL, sql } from "drizzle-orm"
import { clients, consents, contactMethods, messages } from "../../db/schema"
import type { Occasion } from "../settings/schema"
import { dueFor, type Look } from "./due"

/** Somebody with one short membership after the other hears of its beginning, or its end, once in so many days. */
const AGAIN_AFTER_MS = 30 * 86_400_000

/** How a client of the query is reached: on the number that is marked for messages, else on their own. */
export const reach = {
  consented: sql<boolean>`exists (
    select from ${consents} where ${consents.clientId} = ${clients.id}
    and ${consents.kind} = 'sms' and ${consents.revokedAt} is null)`,
  phone: sql<string | null>`coalesce(${contactMethods.value}, ${clients.phone})`,
  recipient: sql<
    "client" | "guardian"
  >`case when ${contactMethods.id} is null then 'client' else 'guardian' end`,
  marked: sql`${contactMethods.clientId} = ${clients.id} and ${contactMethods.getsMessages}`,
}

/**
 * A query for those for whom an occasion is there: what `dueFor` gives, who they are and how they are reached, and
 * `left_out`, why they get no message; null for those who get one.
 */
export function candidatesFor(occasion: Occasion, about: string, look: Look): SQL {
  return sql`
    select due.*, ${clients.id} as id, ${clients.firstName} as first_name, ${clients.lastName} as last_name,
      ${clients.sortName} as sort_name, ${clients.language} as language, ${reach.recipient} as recipient,
      case when ${told(occasion, look.now)} then 'told'
        when not ${reach.consented} then 'no_consent'
        when ${reach.phone} is null then 'no_phone' end as left_out
    from (${dueFor(occasion, about, look)}) due
    join ${clients} on ${clients.id} = due.client_id and ${clients.deletedAt} is null
    left join ${contactMethods} on ${reach.marked}`
}

/** Whether they got this message, or soon will. One that was dropped counts for nothing. */
function told(occasion: Occasion, now: Date): SQL {
  const since = new Date(now.getTime() - AGAIN_AFTER_MS).toISOString()
  const lately = sql`or ${messages.plannedAt} > ${since}::timestamptz`
  const ofMembership = occasion === "welcome" || occasion === "expiry"
  return sql`exists (
    select from ${messages} where ${messages.clientId} = ${clients.id} and ${messages.occasion} = ${occasion}
    and ${messages.state} <> 'dropped' and (${messages.about} = due.about ${ofMembership ? lately : sql``}))`
}

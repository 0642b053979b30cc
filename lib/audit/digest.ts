import { createHash } from "node:crypto"
import { type SQL, type SQLWrapper, sql } from "drizzle-orm"
import { events } from "../../db/schema"

/** Whether the data of an event was erased with the personal data of its client. */
export const isBlank = sql`${events.data} = '{"erased": true}'`

/** What stands before the first seal. */
export const BEGINNING = "0".repeat(64)

export type Sealed = {
  position: number
  eventId: string
  rowDigest: string
  dataDigest: string
  previousHash: string
}

/** The digest of everything in an event but its data, as Postgres works it out; hexadecimal. */
export const rowDigest = hexDigest(sql`jsonb_build_array(
  ${events.id}, ${events.type}, ${events.actorKind}, ${events.actorId}, ${events.actorName}, ${events.clientId},
  ${events.requestId}, (extract(epoch from ${events.occurredAt}) * 1000)::bigint, ${events.channel}, ${events.address}
)::text`)

/** The digest of an event's data together with a salt, if there is one; hexadecimal. */
export const dataDigest = (salt: SQLWrapper) => hexDigest(sql`coalesce(${salt}, '') || ${events.data}::text`)

/** The hash of a seal, which holds the one before it and so everything before it; hexadecimal. */
export function hashOf({ position, eventId, rowDigest, dataDigest, previousHash }: Sealed): string {
  const content = [previousHash, position, eventId, rowDigest, dataDigest].join("\n")
  return createHash("sha256").update(content).digest("hex")
}

function hexDigest(text: SQL): SQL<string> {
  return sql<string>`encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`
}

import { isNull } from "drizzle-orm"
import { consents } from "../../db/schema"
import { groupedBy } from "../core/grouped"
import { isFalse, isTrue, type Move, momentIn, newId, wordOf } from "./move"
import { shortened } from "./names"
import type { Row } from "./read"

type NewConsent = typeof consents.$inferInsert & { id: string; old: string }

const BATCH = 2000
const kinds: Record<string, NewConsent["kind"]> = {
  ...{ sms: "sms", text: "sms", text_message: "sms", text_messages: "sms", sms_consent: "sms" },
  ...{ email: "email", e_mail: "email", email_consent: "email" },
  ...{ photo: "photo", photos: "photo", media: "photo", photo_release: "photo", media_release: "photo" },
}
const grants = ["granted", "given", "active", "signed", "accepted", "approved", "opted_in", "opt_in"]
const refusals = [
  "expired",
  "ended",
  "inactive",
  "revoked",
  "withdrawn",
  "denied",
  "declined",
  "refused",
  "opted_out",
  "opt_out",
]

/** Moves the consents with when they were given and ended; of each kind a client has at most one that holds. */
export async function moveConsents(move: Move): Promise<void> {
  const all: NewConsent[] = []
  for await (const rows of move.source.rows("consents", ["grantedAt", "createdAt", "id"]))
    all.push(...rows.flatMap((row) => newConsent(move, row) ?? []))
  const held = new Set((await openHere(move)).map(keyOf))
  const fresh = [...groupedBy(all, keyOf)].flatMap(([key, some]) => settled(move, some, held.has(key)))
  for (let from = 0; from < fresh.length; from += BATCH)
    await move.tx
      .insert(consents)
      .values(fresh.slice(from, from + BATCH).map(({ old, ...consent }) => consent))
  move.tally.moved("consents", fresh.length)
}

const keyOf = ({ clientId, kind }: { clientId: string; kind: string }) => `${clientId} ${kind}`

const openHere = ({ tx }: Move) =>
  tx
    .select({ clientId: consents.clientId, kind: consents.kind })
    .from(consents)
    .where(isNull(consents.revokedAt))

function newConsent(move: Move, row: Row<"consents">): NewConsent | null {
  const old = row.id ?? ""
  const leaveOut = (why: string) => {
    move.tally.leftOut("consents", why, old)
    return null
  }
  const clientId = move.clients.get(row.clientId ?? "")
  const kind = kinds[wordOf(row.kind)]
  if (!clientId) return leaveOut("belongs to a client who was not moved")
  if (!kind) return leaveOut("is of a kind that is not known here")
  const word = wordOf(row.granted)
  const isRefused = isFalse(row.granted) || refusals.includes(word)
  const isGiven = word === "" ? row.grantedAt !== null : isTrue(row.granted) || grants.includes(word)
  if (!isRefused && !isGiven) return leaveOut("does not say that it was given")
  const grantedAt = momentIn(move, row.grantedAt) ?? (isRefused ? null : momentIn(move, row.createdAt))
  if (!grantedAt) return leaveOut(isRefused ? "was never given" : "does not tell when it was given")
  const id = newId(move, "consents", row.id)
  if (!id) return null
  const refusedAt = isRefused ? (momentIn(move, row.updatedAt) ?? grantedAt) : null
  const revokedAt = momentIn(move, row.revokedAt) ?? (row.revokedAt ? grantedAt : refusedAt)
  if (revokedAt && revokedAt < grantedAt)
    move.tally.changed("consents", "ended before it was given: ended at once now", old)
  return {
    ...{ id, old, clientId, kind, grantedAt },
    givenBy: shortened(row.givenBy ?? "", 200) || null,
    revokedAt: revokedAt && revokedAt < grantedAt ? grantedAt : revokedAt,
  }
}

/** A consent does not hold beyond a later revocation of the same kind, and only the first of those that hold is kept. */
function settled(move: Move, some: NewConsent[], isHeld: boolean): NewConsent[] {
  const lastEnd = Math.max(...some.map(({ revokedAt }) => revokedAt?.getTime() ?? 0))
  let holds = isHeld
  return some.flatMap((consent) => {
    if (consent.revokedAt) return consent
    if (consent.grantedAt.getTime() <= lastEnd) {
      move.tally.changed("consents", "ended by a later revocation of the same kind", consent.old)
      return { ...consent, revokedAt: new Date(lastEnd) }
    }
    if (!holds) {
      holds = true
      return consent
    }
    move.tally.leftOut("consents", "the client has given this consent already", consent.old)
    return []
  })
}

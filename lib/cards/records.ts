import { randomBytes, randomInt } from "node:crypto"
import { and, eq, gt, inArray, isNull, or, sql } from "drizzle-orm"
import { alias } from "drizzle-orm/pg-core"
import type { Database, Transaction } from "../../db/client"
import { clients, memberCards } from "../../db/schema"
import { everyRecordOf } from "../clients/records"
import { CODE_DIGITS, TOKEN_ALPHABET, TOKEN_LETTERS, TOKEN_PREFIX } from "./schema"

/**
 * The id of the client whose card says this (`token`, of its QR code) or has these digits (`code`), if any: a card that
 * works now, or that worked at `moment`.
 */
export async function clientOfCard(
  db: Database,
  by: "token" | "code",
  value: string,
  moment?: Date,
): Promise<string | undefined> {
  const [found] = await db
    .select({ id: clients.id })
    .from(memberCards)
    .innerJoin(holders, eq(holders.id, memberCards.clientId))
    .innerJoin(clients, eq(clients.id, sql`coalesce(${holders.mergedInto}, ${holders.id})`))
    .where(and(eq(memberCards[by], value), working(moment), isNull(clients.deletedAt)))
    .prepare("client_of_card")
    .execute()
  return found?.id
}

/** A card may be of a record that was merged into another. */
const holders = alias(clients, "holders")

export type Card = { id: string; clientId: string; code: string; createdAt: Date }

const shown = {
  id: memberCards.id,
  clientId: memberCards.clientId,
  code: memberCards.code,
  createdAt: memberCards.createdAt,
}

/** The working cards of these clients, in no order; their clients may be deleted. */
export function workingCards(db: Database, clientIds: string[]): Promise<Card[]> {
  return db
    .select(shown)
    .from(memberCards)
    .where(and(inArray(memberCards.clientId, clientIds), isNull(memberCards.revokedAt)))
}

/** Takes a client's working card out of use, also one of a record that was merged into theirs, and returns the ids. */
export async function endCards(tx: Transaction, clientId: string, now: Date): Promise<string[]> {
  const ended = await tx
    .update(memberCards)
    .set({ revokedAt: now })
    .where(and(inArray(memberCards.clientId, everyRecordOf(clientId)), isNull(memberCards.revokedAt)))
    .returning({ id: memberCards.id })
  return ended.map(({ id }) => id)
}

/**
 * Makes a card for each of these clients who has no working one, and returns the new ones. A client who got one at the
 * same moment keeps that; a code that another card has, had it only once, is drawn anew.
 */
export async function makeMissingCards(tx: Transaction, clientIds: string[], now: Date): Promise<Card[]> {
  const made: Card[] = []
  for (;;) {
    const working = new Set((await workingCards(tx, clientIds)).map((card) => card.clientId))
    const missing = clientIds.filter((id) => !working.has(id))
    if (missing.length === 0) return made
    const rows = missing.map((clientId) => ({
      clientId,
      token: newCardToken(),
      code: newCardCode(),
      createdAt: now,
    }))
    made.push(...(await tx.insert(memberCards).values(rows).onConflictDoNothing().returning(shown)))
  }
}

/** 120 random bits. */
function newCardToken(): string {
  const letters = [...randomBytes(TOKEN_LETTERS)].map((byte) => TOKEN_ALPHABET[byte % TOKEN_ALPHABET.length])
  return TOKEN_PREFIX + letters.join("")
}

const newCardCode = () => String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, "0")

const working = (moment?: Date) =>
  moment
    ? or(isNull(memberCards.revokedAt), gt(memberCards.revokedAt, moment))
    : isNull(memberCards.revokedAt)

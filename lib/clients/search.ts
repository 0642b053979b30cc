import { and, inArray, or, sql } from "drizzle-orm"
import { type PgColumn, union } from "drizzle-orm/pg-core"
import type { Database } from "../../db/client"
import { clients, contactMethods } from "../../db/schema"

/**
 * The condition that a client, whose id stands in `column`, matches what was typed: each word is part of the name
 * (without accents), e-mail, phone or UCI number, or of one of the further contacts. Wildcards are plain characters.
 */
export function matches(db: Database, column: PgColumn, text: string) {
  return and(...searchWords(text).map((ways) => inArray(column, idsWith(db, ways))))
}

function idsWith(db: Database, ways: string[]) {
  const contains = (where: PgColumn) => or(...ways.map((way) => sql`${where} like contains_pattern(${way})`))
  return union(
    db.select({ id: clients.id }).from(clients).where(contains(clients.searchText)),
    db.select({ id: contactMethods.clientId }).from(contactMethods).where(contains(contactMethods.value)),
  )
}

const phoneLike = /^[\d\s().+/\-\u2010-\u2015]+$/

/**
 * The words that must all be found, each in one of the ways it may be written. Of what looks like a phone number also
 * the digits alone: `(661) 555-0123` -> `6615550123`, as it lies in `+16615550123`.
 */
export function searchWords(text: string): string[][] {
  const words = phoneLike.test(text) ? [text] : text.split(/[\s,]+/)
  return words.filter(Boolean).map(waysToWrite)
}

function waysToWrite(word: string): string[] {
  const digits = phoneLike.test(word) ? word.replace(/\D/g, "") : ""
  return digits && digits !== word ? [word, digits] : [word]
}

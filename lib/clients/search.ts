import { and, or, sql } from "drizzle-orm"
import { clients } from "../../db/schema"
import { foldName } from "./fold"

/**
 * The condition that a client matches what was typed: each word is part of the name (without accents), e-mail, phone or
 * UCI number, or of one of the further contacts. Wildcards are plain characters.
 */
export function matches(text: string) {
  return and(...searchWords(text).map((ways) => or(...ways.map(contains))))
}

/** The trigrams of the index say nothing of a word of two letters; its pairs have an index of their own. */
function contains(way: string) {
  const holds = sql`${clients.searchText} like contains_pattern(${way})`
  if ([...way].length > 2) return holds
  return and(holds, sql`letter_pairs(${clients.searchText}) @> letter_pairs(search_fold(${way}))`)
}

const phoneLike = /^[\d\s().+/\-\u2010-\u2015]+$/

/** A name with apostrophes, hyphens or full stops; a shorter part of one would fit too many. */
const nameLike = /^[\p{L}\p{M}'’‘ʼʻ`.‐‑–-]{4,}$/u

/**
 * The words that must all be found, each in one of the ways it may be written. Of what looks like a phone number also
 * the digits alone: `(661) 555-0123` -> `6615550123`, as it lies in `+16615550123`. Of a name also its letters alone:
 * `O'Brien` -> `obrien`; the names of clients are searched in both ways too, so `delacruz` finds `de la Cruz`.
 */
export function searchWords(text: string): string[][] {
  const words = phoneLike.test(text) ? [text] : text.split(/[\s,]+/)
  return words.filter(Boolean).map(waysToWrite)
}

function waysToWrite(word: string): string[] {
  if (nameLike.test(word) && /[^\p{L}\p{M}]/u.test(word)) return [word, foldName(word)]
  const digits = phoneLike.test(word) ? word.replace(/\D/g, "") : ""
  return digits && digits !== word ? [word, digits] : [word]
}

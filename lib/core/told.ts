import type { EventData, EventType } from "../events"
import type { ChangeSet } from "./changes"
import { valueInWords } from "./format"

/** One thing that is another now, in words. */
export type Change = { what: string; from: string; to: string }

/** What somebody did, as the rest of a sentence that begins with their name, and what changed by it. */
export type Told = { did: string; changes?: Change[] }

/** A sentence for each event whose type begins with one of these nouns; a missing one is a type error. */
export type Sentences<Noun extends string> = {
  [T in Extract<EventType, `${Noun}.${string}`>]: (data: EventData[T]) => Told
}

/** What a change touched, by what the screens call the fields and their values. */
export function changesInWords(
  fields: ChangeSet,
  names: Record<string, string>,
  inWords: (field: string, value: unknown) => string = (_, value) => valueInWords(value),
): Change[] {
  return Object.entries(fields).map(([field, { from, to }]) => ({
    what: names[field] ?? field,
    from: inWords(field, from),
    to: inWords(field, to),
  }))
}

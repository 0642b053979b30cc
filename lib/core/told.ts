import type { EventData, EventType } from "../events"

/** One thing that is another now, in words. */
export type Change = { what: string; from: string; to: string }

/** What somebody did, as the rest of a sentence that begins with their name, and what changed by it. */
export type Told = { did: string; changes?: Change[] }

/** A sentence for each event whose type begins with one of these nouns; a missing one is a type error. */
export type Sentences<Noun extends string> = {
  [T in Extract<EventType, `${Noun}.${string}`>]: (data: EventData[T]) => Told
}

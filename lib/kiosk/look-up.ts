import { initialOf, plainly } from "../core/format"
import { query, type Reading } from "../core/operation"
import type { LookUpAnswer, Person } from "./contract"
import { canBeToldApart, type Found, peopleBehind } from "./find"
import { Given } from "./schema"
import { issueTicket } from "./tickets"

/**
 * Who somebody at the tablet may be: each as a ticket, a first name and an initial. Nobody, too many, and people who
 * cannot be told apart are one answer: no people.
 */
export const lookUp = query({
  permission: "kiosk.use",
  input: Given,
  async run(reading, given): Promise<LookUpAnswer> {
    const people = await peopleBehind(reading, given)
    return { people: canBeToldApart(people) ? people.map((one) => personOf(reading, one)) : [] }
  },
})

function personOf(reading: Reading, { id, firstName, lastName, language, here }: Found): Person {
  return {
    ticket: issueTicket(reading, id),
    firstName,
    initial: initialOf(lastName),
    here,
    language: languageOf(language),
  }
}

const spoken: [Person["language"], RegExp][] = [
  ["es", /^(es|spa|esp)\b|^(spanish|espanol|castellano)/],
  ["en", /^(en|eng)\b|^(english|ingles)/],
]

/** The language of the tablet that a client's language, free text, means; null for any other. */
export function languageOf(text: string | null): Person["language"] {
  const plain = plainly(text?.trim() ?? "")
  return spoken.find(([, pattern]) => pattern.test(plain))?.[0] ?? null
}

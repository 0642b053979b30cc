import { and, inArray, lte } from "drizzle-orm"
import { checkIns } from "../../db/schema"
import { isHere, REPEAT_WITHIN_MS } from "../check-ins/records"
import { startOfDay } from "../core/clock"
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
    const people = await peopleBehind(reading.db, given)
    if (!canBeToldApart(people)) return { people: [] }
    const here = await visitsGoingOn(
      reading,
      people.map(({ id }) => id),
    )
    return { people: people.map((one) => personOf(reading, one, here.has(one.id))) }
  },
})

function personOf(reading: Reading, { id, firstName, lastName, language }: Found, here: boolean): Person {
  return {
    ticket: issueTicket(reading, id),
    firstName,
    initial: initialOf(lastName),
    here,
    language: languageOf(language),
  }
}

/** The visits of today, begun more than 5 minutes ago, of those of the clients who are here: by the client's id. */
export async function visitsGoingOn({ db, now, today, timeZone }: Reading, clientIds: string[]) {
  if (clientIds.length === 0) return new Map<string, string>()
  const rows = await db
    .select({ id: checkIns.id, clientId: checkIns.clientId })
    .from(checkIns)
    .where(
      and(
        isHere(db, startOfDay(today, timeZone)),
        inArray(checkIns.clientId, clientIds),
        lte(checkIns.checkedInAt, new Date(now.getTime() - REPEAT_WITHIN_MS)),
      ),
    )
    .prepare("visits_going_on")
    .execute()
  return new Map(rows.map(({ id, clientId }) => [clientId, id]))
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

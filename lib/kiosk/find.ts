import { and, asc, eq, exists, inArray, isNull, sql } from "drizzle-orm"
import { union } from "drizzle-orm/pg-core"
import type { z } from "zod"
import { checkIns, clients, contactMethods } from "../../db/schema"
import { clientOfCard } from "../cards/records"
import { cardCode, cardToken } from "../cards/schema"
import { isPlaceholder } from "../clients/placeholders"
import { phoneNumber } from "../core/fields"
import { initialOf } from "../core/format"
import type { Reading } from "../core/operation"
import { isGoingOn } from "./going-on"
import type { Given } from "./schema"

/** More people than this behind one number are no family: nobody is shown. */
const MOST_PEOPLE = 8

/**
 * The clients whom exactly this names, by card, code or phone number, and whether each is here; at most 9, for more than 8
 * are too many to show. A card is one that works now, or that worked at `moment`.
 */
export async function peopleBehind(reading: Reading, { way, value }: z.output<typeof Given>, moment?: Date) {
  if (way === "phone") return peopleWithPhone(reading, value, MOST_PEOPLE + 1)
  const said = (way === "card" ? cardToken : cardCode).safeParse(value)
  if (!said.success) return []
  const found = await clientOfCard(reading.db, way === "card" ? "token" : "code", said.data, moment)
  return found ? selectPeople(reading).where(eq(clients.id, found)) : []
}

function selectPeople(reading: Reading) {
  const { id, firstName, lastName, language } = clients
  const visit = reading.db
    .select({ one: sql`1` })
    .from(checkIns)
    .where(and(eq(checkIns.clientId, id), isGoingOn(reading)))
  return reading.db
    .select({ id, firstName, lastName, language, here: exists(visit).mapWith(Boolean) })
    .from(clients)
}

export type Found = Awaited<ReturnType<typeof peopleBehind>>[number]

/** Whether these can be shown to choose from: not too many, and no two that read the same. */
export function canBeToldApart(people: Found[]): boolean {
  const names = new Set(people.map((one) => `${one.firstName.toLowerCase()} ${initialOf(one.lastName)}`))
  return people.length <= MOST_PEOPLE && names.size === people.length
}

/**
 * The clients with this phone number, their own or a further one, by first name; at most so many. One that stands where no
 * number was known is nobody's.
 */
export async function peopleWithPhone(reading: Reading, value: string, atMost: number) {
  const phone = phoneNumber.safeParse(value)
  if (!phone.success || isPlaceholder.phone(phone.data)) return []
  const { db } = reading
  // Each by its own index: said with "or", Postgres would read all clients.
  const theirs = union(
    db
      .select({ id: clients.id })
      .from(clients)
      .where(and(isNull(clients.deletedAt), eq(clients.phone, phone.data))),
    db
      .select({ id: contactMethods.clientId })
      .from(contactMethods)
      .where(and(eq(contactMethods.value, phone.data), eq(contactMethods.kind, "phone"))),
  )
  return selectPeople(reading)
    .where(and(isNull(clients.deletedAt), inArray(clients.id, theirs)))
    .orderBy(asc(clients.firstName), asc(clients.id))
    .limit(atMost)
    .prepare("people_with_phone")
    .execute()
}

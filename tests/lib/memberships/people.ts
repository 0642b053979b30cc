import fc from "fast-check"
import type { Database } from "../../../db/client"
import { clients, memberships, plans } from "../../../db/schema"
import type { CalendarDate } from "../../../lib/core/clock"
import { cancellationOf, datesOf, type Person, person } from "../coverage/examples"

type Somebody = Person & { coordinator: string | null; name: string; planNumbers: number[] }

/** Spellings of two coordinators, and none. */
const spelling = fc.constantFrom("Renée Castle", "renee castle", "RENEE CASTLE", "Dmitri Holl", null)

/** People with memberships of several plans; some plans end together, some coordinators are spelled differently. */
export const somebody: fc.Arbitrary<Somebody> = fc
  .tuple(
    person,
    spelling,
    fc.constantFrom("Ana", "ána", "Bo"),
    fc.array(fc.nat(5), { minLength: 6, maxLength: 6 }),
  )
  .map(([one, coordinator, name, planNumbers]) => ({ ...one, coordinator, name, planNumbers }))

/** Writes the people with plain inserts and returns their ids in order. */
export async function insertPeople(db: Database, people: Somebody[], today: CalendarDate, now: Date) {
  const stamps = { createdAt: now, updatedAt: now }
  const known = await db.select().from(plans).orderBy(plans.code)
  const rows = people.map(({ pos, coordinator, name }) => {
    const days = pos && datesOf(pos, today)
    const dates = { posStartDate: days?.startsOn ?? null, posEndDate: days?.endsOn ?? null }
    return { firstName: name, lastName: "Reyes", serviceCoordinator: coordinator, ...dates, ...stamps }
  })
  const made = await db.insert(clients).values(rows).returning({ id: clients.id })
  const held = people.flatMap(({ memberships, planNumbers }, index) =>
    memberships.map((one, number) => ({
      clientId: String(made[index]?.id),
      planId: String(known[planNumbers[number] ?? 0]?.id),
      ...datesOf(one, today),
      ...cancellationOf(one, today, now),
      ...stamps,
    })),
  )
  if (held.length > 0) await db.insert(memberships).values(held)
  return made.map(({ id }) => id)
}

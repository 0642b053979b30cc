import { grantConsent } from "../../lib/clients/consents"
import { addContactMethod } from "../../lib/clients/contact-methods"
import { insertClients } from "../../lib/clients/records"
import { setTags } from "../../lib/clients/tags"
import type { CalendarDate } from "../../lib/core/clock"
import { groupedBy } from "../../lib/core/grouped"
import { insertMemberships } from "../../lib/memberships/records"
import type { Chance } from "./chance"
import { inventCrowd, type Newcomer } from "./crowd"
import { tagNames } from "./people"
import type { Reception } from "./reception"
import type { Term } from "./terms"
import type { Guest } from "./visits"

type Joined = Newcomer & { id: string }

const MORNING = 10 * 60
const NOON = 12 * 60

/** Writes the crowd with the bulk functions, one batch for each day on which something was entered. */
export async function welcomeCrowd(reception: Reception, chance: Chance): Promise<Guest[]> {
  const { calendar, plans } = reception
  const joined = await writeClients(reception, inventCrowd(calendar, plans, chance))
  await writeMemberships(reception, joined)
  await addExtras(reception, joined, chance)
  return joined.map(({ id, visits }) => ({ clientId: id, ...visits }))
}

async function writeClients({ tx, calendar }: Reception, people: Newcomer[]): Promise<Joined[]> {
  const joined: Joined[] = []
  for (const [day, batch] of byDay(people, (person) => person.joinedOn)) {
    const rows = batch.map((person) => person.client)
    const written = await insertClients(tx, rows, calendar.moment(day, MORNING))
    joined.push(...batch.map((person, index) => ({ ...person, id: written[index]?.id as string })))
  }
  return joined
}

async function writeMemberships({ tx, calendar, plans }: Reception, people: Joined[]): Promise<void> {
  const terms = people.flatMap(({ id, terms }) => terms.map((term) => ({ ...term, clientId: id })))
  const yesterday = calendar.day(-1)
  for (const [day, batch] of byDay(terms, enteredOn)) {
    const now = calendar.moment(day, NOON)
    const rows = batch.map(({ planCode, cancelled, ...term }) => ({
      ...term,
      planId: plans.get(planCode)?.id as string,
      ...(cancelled && {
        cancelledAt: calendar.moment(yesterday, NOON),
        cancelledFrom: term.startsOn,
        cancellationReason: "Entered for the wrong client",
      }),
    }))
    await insertMemberships(tx, rows, now)
  }

  function enteredOn({ startsOn }: Term) {
    return startsOn < yesterday ? startsOn : yesterday
  }
}

/** Tags, consents and guardians' phones for some, entered on the day they joined. */
async function addExtras(
  { calendar, admin, as }: Reception,
  people: Joined[],
  chance: Chance,
): Promise<void> {
  for (const { id, client, joinedOn } of people) {
    const ctx = as(admin, calendar.moment(joinedOn, NOON))
    const name = `${client.firstName} ${client.lastName}`
    if (chance.often(0.25))
      await setTags(ctx, { id, tags: chance.shuffled(tagNames).slice(0, chance.whole(1, 2)) })
    if (client.phone && chance.often(0.4))
      await grantConsent(ctx, { clientId: id, kind: "sms", givenBy: name })
    if (chance.often(0.12)) {
      const value = `+1661555016${chance.whole(0, 9)}`
      await addContactMethod(ctx, {
        clientId: id,
        kind: "phone",
        value,
        label: chance.pick(["Mother", "Father", "Job coach"]),
      })
    }
  }
}

function byDay<T>(items: T[], dayOf: (item: T) => CalendarDate): [CalendarDate, T[]][] {
  return [...groupedBy(items, dayOf)].toSorted(([a], [b]) => (a < b ? -1 : 1))
}

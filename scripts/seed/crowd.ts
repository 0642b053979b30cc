import type { z } from "zod"
import { ClientInput } from "../../lib/clients/schema"
import { addDays, type CalendarDate } from "../../lib/core/clock"
import { plainly } from "../../lib/core/format"
import type { Calendar } from "./calendar"
import type { Chance } from "./chance"
import { clientNotes, communities, coordinators, guardianFirstNames } from "./people"
import { type Plan, type Situation, type Term, termsOf } from "./terms"

/** An invented client of the crowd, complete but for what the database gives. */
export type Newcomer = {
  client: z.output<typeof ClientInput>
  joinedOn: CalendarDate
  terms: Term[]
  visits: { from: CalendarDate; until: CalendarDate; perWeek: number }
}

const shares: Record<Situation, number> = {
  active: 95,
  expiring: 26,
  expired: 30,
  none: 9,
  pending: 7,
  "pos only": 6,
  "day pass": 6,
  cancelled: 3,
}

const situations = Object.entries(shares).flatMap(([name, share]) =>
  Array<Situation>(share).fill(name as Situation),
)

const perWeekOn: Record<string, number[]> = {
  unlimited: [0.4, 0.8, 1.2, 1.5, 2, 3],
  student: [0.6, 1.2, 1.8],
  "20_hours": [1.4, 1.8],
  "10_hours": [0.6, 0.9],
}

/** The crowd: as many people as the communities have, each in one situation today. */
export function inventCrowd(calendar: Calendar, plans: Map<string, Plan>, chance: Chance): Newcomer[] {
  const { day, openDay, today } = calendar
  const standing = chance.shuffled(situations)
  return chance.shuffled(namedPeople(chance)).map((person, index) => {
    const situation = standing[index % standing.length] as Situation
    const terms = termsOf(situation, plans, calendar, chance)
    const joinedOn = joiningDay(terms)
    const client = ClientInput.parse({
      ...person,
      ...details(index, person.lastName),
      ...regionalCenter(index, situation, terms),
    })
    return { client, joinedOn, terms, visits: rhythm(situation, terms, joinedOn) }
  })

  function joiningDay([first]: Term[]) {
    const before = day(-chance.whole(1, 12))
    if (!first) return openDay(-chance.whole(10, 400))
    if (first.startsOn < before) return first.startsOn
    return before
  }

  function details(index: number, lastName: string) {
    const age = chance.whole(13 * 365, 58 * 365)
    const isMinor = age < 18 * 365
    return {
      parentGuardianName: isMinor ? `${chance.pick(guardianFirstNames)} ${lastName}` : null,
      phone: chance.often(0.8) ? phoneNumber(index) : null,
      dateOfBirth: day(-age),
      notes: chance.often(0.2) ? chance.pick(clientNotes) : null,
    }
  }

  function regionalCenter(index: number, situation: Situation, terms: Term[]) {
    if (situation !== "pos only" && chance.often(0.25)) return {}
    const period =
      situation === "pos only" ? { startsOn: day(-90), endsOn: day(chance.whole(5, 200)) } : terms.at(-1)
    return {
      uciNumber: uciNumber(index),
      serviceCoordinator: chance.pick(coordinators),
      ...(period &&
        situation !== "cancelled" && { posStartDate: period.startsOn, posEndDate: period.endsOn }),
    }
  }

  function rhythm(situation: Situation, terms: Term[], joinedOn: CalendarDate) {
    const last = terms.at(-1)
    const perWeek = chance.pick(perWeekOn[last?.planCode ?? ""] ?? [0.3, 0.6])
    if (situation === "pending") return { from: joinedOn, until: joinedOn, perWeek: 0 }
    const ended = last && last.endsOn < today
    const until = ended ? addDays(last.endsOn, chance.whole(0, 6)) : day(-daysUnseen())
    return { from: joinedOn, until, perWeek }
  }

  function daysUnseen() {
    if (chance.often(0.76)) return 0
    return chance.often(0.5) ? chance.whole(12, 28) : chance.whole(30, 110)
  }
}

function namedPeople(chance: Chance) {
  return communities.flatMap(({ people, language, speaking, firstNames, lastNames }) => {
    const [first, last] = [chance.shuffled(firstNames), chance.shuffled(lastNames)]
    return Array.from({ length: people }, (_, index) => {
      const name = {
        firstName: first[index % first.length] as string,
        lastName: last[index % last.length] as string,
      }
      const spoken = chance.often(speaking) ? language : "English"
      return { ...name, language: spoken, email: chance.often(0.6) ? emailOf(name) : null }
    })
  })
}

function emailOf({ firstName, lastName }: { firstName: string; lastName: string }) {
  const plain = plainly(`${firstName}.${lastName}`)
  return `${plain}@${plain.length % 2 ? "example.org" : "example.com"}`
}

/** 555-0100 to 555-0199 belong to nobody, in each area; the cast has those of 661. */
const phoneNumber = (index: number) =>
  `+1${index % 2 ? "559" : "805"}55501${String(index >> 1).padStart(2, "0")}`

/** Seven digits; one in ten begins with 0. */
const uciNumber = (index: number) => String((index * 2_718_281 + 314_159) % 10_000_000).padStart(7, "0")

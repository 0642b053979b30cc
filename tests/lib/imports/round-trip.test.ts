import fc from "fast-check"
import Papa from "papaparse"
import { beforeAll, expect, test } from "vitest"
import { clients, memberships } from "../../../db/schema"
import { wholeNumber } from "../../../lib/clients/identity"
import { isPlaceholder } from "../../../lib/clients/placeholders"
import { ClientInput } from "../../../lib/clients/schema"
import { addDays } from "../../../lib/core/clock"
import { readUci, saysNothing } from "../../../lib/imports/cells"
import { exportClients } from "../../../lib/imports/export-clients"
import { allPlans } from "../../../lib/memberships/records"
import { openCentre } from "../../support/cast"
import { often } from "../../support/often"
import { importsOf } from "./files"

const centre = openCentre()
const { sql } = centre
const { bringIn, rows } = importsOf(centre)
const plans: Plan[] = []
beforeAll(async () => void plans.push(...(await allPlans(centre.db))))

const piece = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(..."aZéñłçİßЖ李ਪ'\",;=+-@. 0%_/\\|\t😀", "\n", "\r\n", "\r", "''", '""'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "ليلى",
      "דנה",
      "\u202e",
      "\u2028",
      "\ufeff",
      "👩‍👩‍👧",
      "e\u0301",
      "sep=;",
      "NULL",
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 4 }) },
)
const text = (maxLength: number) =>
  fc.array(piece, { maxLength }).map((parts) => parts.join("").replaceAll("\0", "").toWellFormed())
const startsLikeAFormula = fc
  .tuple(fc.constantFrom("=", "+", "-", "@", "'", "'=", "''-", "'@x"), text(4))
  .map((parts) => parts.join(""))
const name = fc.oneof(
  fc.constantFrom("Ana", "ana", "Aná", "Reyes", "'", "=1+1", "first_name", "client_id"),
  text(8),
  startsLikeAFormula,
)
const day = (from: string, days: number) => fc.nat(days).map((later) => addDays(from, later))
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const free = maybe(fc.oneof(text(12), startsLikeAFormula))

/** What stands where a number is not known does not go round. */
const isNumber = (uci: string) => readUci(uci) === uci && !saysNothing(uci) && !isPlaceholder.uciNumber(uci)

const client = fc
  .record({
    firstName: name,
    lastName: name,
    email: maybe(fc.constantFrom("ana@example.org", "ANA@example.org", "'o@example.org", "+a@example.org")),
    phone: maybe(fc.constantFrom("661 555 0101", "+16615550102", "+52 55 5555 0103", "+91 98765 43210")),
    dateOfBirth: maybe(day("1900-01-01", 45_000)),
    parentGuardianName: free,
    uciNumber: maybe(
      fc.oneof(fc.constantFrom("12345", "0012345", "0000012", "=7"), text(3), fc.nat(9999999).map(String)),
    ),
    serviceCoordinator: free,
    language: free,
    notes: free,
  })
  .chain((fields) =>
    fc.tuple(maybe(day("2026-01-01", 400)), fc.nat(400)).map(([start, days]) => ({
      ...fields,
      posStartDate: start,
      posEndDate: start && days > 20 ? addDays(start, days) : undefined,
    })),
  )
  .map((fields) => ClientInput.safeParse(fields).data)
  .filter((fields) => fields !== undefined)
  .filter(({ uciNumber }) => !uciNumber || isNumber(uciNumber))
  .filter(({ firstName, lastName, ...optional }) =>
    Object.values(optional).every((one) => !saysNothing(one ?? "")),
  )

const term = fc.record({
  nthPlan: fc.nat(),
  startsOn: day("2025-06-01", 400),
  days: fc.nat(60),
  /** The day of it from which it is cancelled, if it is. */
  cancelled: maybe(fc.nat(70)),
})
const person = fc.record({ client, terms: fc.array(term, { maxLength: 4 }) })
const list = fc.uniqueArray(person, {
  maxLength: 10,
  selector: ({ client }) => (client.uciNumber ? wholeNumber(client.uciNumber) : {}),
})

test("any list of clients, exported and imported into an empty database, is the same list", async () => {
  await fc.assert(
    fc.asyncProperty(list, async (people) => {
      await clear()
      for (const one of people) await add(one)
      const [before, file] = [await everybody(), await exported()]
      expect(before).toHaveLength(people.length)
      await clear()
      if (people.length > 0) {
        const { id, outcomes } = await bringIn(file)
        expect(outcomes.failed, JSON.stringify((await rows(id)).map(({ problems }) => problems))).toBe(0)
      }
      expect(await everybody()).toEqual(before)
      expect(withoutId(await exported())).toEqual(withoutId(file))
    }),
    { numRuns: often(25, 500) },
  )
}, 300_000)

test("an export that is imported where it comes from changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(list, async (people) => {
      await clear()
      for (const one of people) await add(one)
      const [before, file] = [await everybody(), await exported()]
      if (people.length === 0) return
      const { outcomes, total } = await bringIn(file)
      expect(outcomes).toMatchObject({ same: total, created: 0, updated: 0, failed: 0 })
      expect(await everybody()).toEqual(before)
      expect(await exported()).toEqual(file)
    }),
    { numRuns: often(10, 100) },
  )
}, 300_000)

function clear() {
  return sql`truncate clients, memberships, import_rows, imports, import_mappings, events cascade`
}

async function add({ client, terms }: { client: typeof clients.$inferInsert | object; terms: Term[] }) {
  const stamps = { createdAt: centre.admin().now, updatedAt: centre.admin().now }
  const [made] = await centre.db
    .insert(clients)
    .values({ ...(client as typeof clients.$inferInsert), ...stamps })
    .returning()
  const held = new Map(terms.map((term) => [`${planOf(term).code} ${term.startsOn} ${endOf(term)}`, term]))
  for (const { nthPlan, startsOn, days, cancelled } of held.values())
    await centre.db.insert(memberships).values({
      clientId: made?.id ?? "",
      planId: planOf({ nthPlan }).id,
      startsOn,
      endsOn: addDays(startsOn, days),
      ...(cancelled !== undefined && {
        cancelledAt: stamps.createdAt,
        cancelledFrom: addDays(startsOn, cancelled),
      }),
      ...stamps,
    })
}

type Plan = Awaited<ReturnType<typeof allPlans>>[number]
type Term = { nthPlan: number; startsOn: string; days: number; cancelled?: number | undefined }

/** Of the plans that there are, which the property only has the number of. */
const planOf = ({ nthPlan }: Pick<Term, "nthPlan">) => plans[nthPlan % plans.length] as Plan

function endOf({ startsOn, days, cancelled }: Term): string {
  return addDays(startsOn, Math.min(days, (cancelled ?? days + 1) - 1))
}

/** Everybody with the memberships that count, ids and moments aside. */
function everybody() {
  return sql`
    select first_name, last_name, email, phone, date_of_birth, parent_guardian_name, uci_number, service_coordinator,
      pos_start_date, pos_end_date, language, notes, (
        select json_agg(json_build_array(p.code, m.starts_on, m.holds_until) order by m.starts_on, m.holds_until, p.code)
        from memberships m join plans p on p.id = m.plan_id where m.client_id = c.id and m.holds_until is not null
      ) as memberships
    from clients c where deleted_at is null order by created_at, id`
}

async function exported(): Promise<string> {
  let text = "\uFEFF"
  for await (const piece of await exportClients(centre.admin(), {})) text += piece
  return text
}

const withoutId = (file: string) =>
  Papa.parse<string[]>(file, { delimiter: "," }).data.map((cells) => cells.slice(0, -1))

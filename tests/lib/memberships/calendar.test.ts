import fc from "fast-check"
import { expect, test } from "vitest"
import { clients, memberships } from "../../../db/schema"
import { AppError } from "../../../lib/core/errors"
import { coverageOf } from "../../../lib/coverage/records"
import { amendMembership } from "../../../lib/memberships/amend"
import { enroll } from "../../../lib/memberships/enroll"
import { renew } from "../../../lib/memberships/renew"
import { holdsUntilOf } from "../../../lib/memberships/status"
import { addClient, day, openCentre, today } from "../../support/cast"
import { often } from "../../support/often"
import { brokenCalendars, datesOf, type Span, span, statusesFound } from "../coverage/examples"

const centre = openCentre()
const { db } = centre
const admin = centre.admin()

type Act =
  | { kind: "enroll"; days: Span; planCode: string }
  | { kind: "renew"; nth: number; planCode?: string }
  | { kind: "extend" | "cancel"; nth: number; offset: number }
  | { kind: "reinstate"; nth: number }

const nth = fc.nat(5)
const planCode = fc.constantFrom("unlimited", "10_hours", "day_pass")
const offset = fc.integer({ min: -80, max: 80 })
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant("enroll" as const), days: span, planCode }),
  fc.record({ kind: fc.constant("renew" as const), nth, planCode: fc.option(planCode, { nil: undefined }) }),
  fc.record({ kind: fc.constantFrom("extend" as const, "cancel" as const), nth, offset }),
  fc.record({ kind: fc.constant("reinstate" as const), nth }),
)

const acts = fc.array(act, { minLength: 4, maxLength: 15 })

test("after any sequence of changes the calendar of coverage is what the rule says, and each renewal counts once", async () => {
  const done: Record<string, number> = {}
  await fc.assert(
    fc.asyncProperty(span, acts, async (first, all) => {
      await centre.sql`truncate clients cascade`
      const { id: clientId } = await addClient(centre)
      const ids: string[] = []
      for (const one of [{ kind: "enroll", days: first, planCode: "unlimited" } as const, ...all]) {
        const id = await apply(one, clientId, ids).catch(refusal)
        if (id) done[one.kind] = (done[one.kind] ?? 0) + 1
        if (id && !ids.includes(id)) ids.push(id)
      }
      await expectRightCalendar()
    }),
    { numRuns: often(10, 80) },
  )
  const kinds = ["enroll", "renew", "extend", "cancel", "reinstate"]
  // Chance brings about each in 80 runs; in 10 most of them.
  expect(kinds.filter((kind) => !done[kind]).length).toBeLessThanOrEqual(often(3, 0))
})

async function apply(one: Act, clientId: string, ids: string[]): Promise<string | undefined> {
  if (one.kind === "enroll")
    return (await enroll(admin, { clientId, planCode: one.planCode, ...datesOf(one.days, today) })).id
  const id = ids[one.nth % Math.max(ids.length, 1)]
  if (id === undefined) return
  if (one.kind === "renew")
    return (await renew(admin, { membershipId: id, planCode: one.planCode })).membership.id
  const changes = {
    extend: () => ({ endsOn: day("offset" in one ? one.offset : 0) }),
    cancel: () => ({ cancelledFrom: day("offset" in one ? one.offset : 0) }),
    reinstate: () => ({ cancelledFrom: null }),
  }[one.kind]()
  return (await amendMembership(admin, { id, changes, reason: "Any" })).id
}

function refusal(error: unknown) {
  if (!(error instanceof AppError)) throw error
  return undefined
}

async function expectRightCalendar() {
  const shown = await coverageOf(db, await db.select().from(clients), today)
  const found = await statusesFound(db, today)
  const expected = [...shown].map(([id, { status }]) => [id, [status]])
  expect(expected.map(([id]) => [id, found.get(String(id))])).toEqual(expected)
  expect(await brokenCalendars(db)).toEqual([])
  const rows = await db.select().from(memberships)
  for (const { startsOn, endsOn, cancelledFrom, holdsUntil } of rows)
    expect(holdsUntilOf(startsOn, endsOn, cancelledFrom)).toBe(holdsUntil)
  const counting = rows.filter(({ renewalOf, cancelledAt }) => renewalOf && !cancelledAt)
  expect(new Set(counting.map(({ renewalOf }) => renewalOf)).size).toBe(counting.length)
}

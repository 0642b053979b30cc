import fc from "fast-check"
import { expect, test } from "vitest"
import { checkIn } from "../../../lib/check-ins/check-in"
import { grantConsent, revokeConsent } from "../../../lib/clients/consents"
import { deleteClient, restoreClient } from "../../../lib/clients/delete"
import { AppError } from "../../../lib/core/errors"
import { occasionNames } from "../../../lib/settings/schema"
import { day, inMinutes, openCentre } from "../../support/cast"
import { often } from "../../support/often"
import { messagesOf } from "./people"

const centre = openCentre()
const { sql } = centre
const { person, member, plan, release, switchOn, switchOff, clear } = messagesOf(centre)
const who = fc.nat(2)

const steps = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant("plan" as const), occasion: fc.constantFrom(...occasionNames) }),
  },
  { weight: 5, arbitrary: fc.record({ does: fc.constant("release" as const), together: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constantFrom("consents" as const, "revokes" as const), who }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constantFrom("deleted" as const, "restored" as const), who }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("visits" as const), who }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("joins" as const),
      who,
      from: fc.integer({ min: -20, max: 20 }),
      days: fc.nat(40),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constantFrom("on" as const, "off" as const),
      occasion: fc.constantFrom(...occasionNames),
    }),
  },
)
/** Hours that pass before each step: days and nights, over the days on which clocks change. */
const story = fc.array(fc.tuple(steps, fc.integer({ min: 1, max: 40 })), { minLength: 8, maxLength: 30 })

type Step = typeof steps extends fc.Arbitrary<infer S> ? S : never

test("whatever happens in whatever order, each gets each message once, with consent at that moment and by day", async () => {
  let sent = 0
  await fc.assert(
    fc.asyncProperty(story, async (happens) => {
      await clear()
      const people = [await person(), await person(), await person({ consent: false })].map(({ id }) => id)
      for (const id of people) await member(id, day(-30), day(20))
      for (const occasion of occasionNames) await switchOn(occasion)
      let hours = 0
      for (const [step, later] of happens) {
        hours += later
        await take(step, people, inMinutes(hours * 60))
      }
      sent += await looksRight()
    }),
    { numRuns: often(8, 50) },
  )
  expect(sent).toBeGreaterThan(0)
}, 120_000)

async function take(step: Step, people: string[], at: Date) {
  const admin = centre.admin({ now: at })
  const clientId = "who" in step ? String(people[step.who]) : ""
  const work = {
    plan: () => "occasion" in step && plan(step.occasion, at),
    release: () => releasing(at, "together" in step && step.together),
    consents: () => grantConsent(admin, { clientId, kind: "sms" }),
    revokes: () => revokeConsent(admin, { clientId, kind: "sms" }),
    deleted: () => deleteClient(admin, { id: clientId }),
    restored: () => restoreClient(admin, { id: clientId }),
    visits: () => checkIn(admin, { clientId, idempotencyKey: `${clientId} ${at.getTime()}` }),
    joins: () => "from" in step && member(clientId, day(step.from), day(step.from + step.days), { now: at }),
    on: () => "occasion" in step && switchOn(step.occasion, at),
    off: () => "occasion" in step && switchOff(step.occasion, at),
  }[step.does]
  // What the centre refuses, such as checking in who was deleted, does not happen.
  await Promise.resolve(work()).catch((error) => {
    if (!(error instanceof AppError)) throw error
  })
}

async function releasing(at: Date, together: boolean) {
  const before = await sql`select id from messages where state = 'sent'`
  await Promise.all(together ? [release(at), release(at)] : [release(at)])
  const fresh = await sql`
    select client_id from messages where state = 'sent' and id <> all(${before.map(({ id }) => id)})`
  const willing = await sql`
    select client_id from consents join clients on clients.id = client_id
    where kind = 'sms' and revoked_at is null and deleted_at is null`
  const allowed = new Set(willing.map((one) => one.client_id))
  for (const one of fresh) expect(allowed).toContain(one.client_id)
}

/** What went out, as the events tell it; returns how many that were. */
async function looksRight() {
  const went = await sql`
    select e.id, e.client_id, e.type, m.about, m.event_id, (e.occurred_at at time zone 'America/Los_Angeles')::time::text as time
    from events e join messages m on m.id = (e.data ->> 'messageId')::uuid`
  const keys = went.map((one) => `${one.client_id} ${one.type} ${one.about}`)
  expect(new Set(keys).size).toBe(keys.length)
  for (const one of went) {
    expect(one.event_id).toBe(one.id)
    expect(one.time >= "08:00:00" && one.time < "21:00:00").toBe(true)
  }
  return went.length
}

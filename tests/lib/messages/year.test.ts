import { afterAll, beforeAll, expect, test } from "vitest"
import { openQueues, type Queue } from "../../../db/queue"
import { checkIn } from "../../../lib/check-ins/check-in"
import { grantConsent, revokeConsent } from "../../../lib/clients/consents"
import { addDays, at, type CalendarDate, dateIn } from "../../../lib/core/clock"
import { handlers } from "../../../lib/jobs/handlers"
import { doNextRun } from "../../../lib/jobs/runs"
import { enroll } from "../../../lib/memberships/enroll"
import { planWelcome } from "../../../lib/messages/plan"
import { releaseDue } from "../../../lib/messages/release"
import { fireDue } from "../../../lib/schedule/fire"
import { openCentre, timeZone } from "../../support/cast"
import { often } from "../../support/often"
import { messagesOf, sender } from "./people"

/** A leap day and a change of the clocks lie in it, and two more of those where all of it is done. */
const DAYS = often(40, 400)
const START = new Date(
  often(Date.parse("2028-02-10T12:00:00-08:00"), Date.parse("2027-10-20T12:00:00-07:00")),
)
const MEMBERS = 8

const centre = openCentre({ max: 20 })
const { person, switchOn } = messagesOf(centre)
let queues: Queue[] = []
beforeAll(async () => {
  const open = () => openQueues(centre.url, (fault) => expect.fail(String(fault)))
  queues = await Promise.all([open(), open()])
})
afterAll(() => Promise.all(queues.map((queue) => queue.stop({ graceful: false }))))

const chance = (one: number) => Math.random() < one

/** What a worker does about messages at a moment. */
async function work(worker: number, now: Date) {
  const context = () => centre.system({ now })
  await fireDue(context(), {})
  const queue = queues[worker]
  while (queue && (await doNextRun(queue, context, handlers)));
  await planWelcome(context(), { slotAt: now })
  await releaseDue(context(), { on: true, sender })
}

type Member = { id: string; coveredUntil: CalendarDate; consents: { from: Date; until?: Date }[] }

/** Now and then somebody comes, changes their mind about messages, or gets a membership. */
async function live(member: Member, now: Date) {
  const [admin, today] = [centre.admin({ now }), dateIn(now, timeZone)]
  if (chance(0.02)) await checkIn(admin, { clientId: member.id, idempotencyKey: crypto.randomUUID() })
  if (chance(0.02)) await changeMind(member, now)
  if (member.coveredUntil < addDays(today, 10) && chance(0.03)) {
    const startsOn = chance(0.5) || member.coveredUntil < today ? today : addDays(member.coveredUntil, 1)
    member.coveredUntil = addDays(startsOn, 20 + Math.floor(Math.random() * 90))
    const term = { startsOn, endsOn: member.coveredUntil, overlap: "allow" as const }
    await enroll(admin, { clientId: member.id, planCode: "unlimited", ...term })
  }
}

async function changeMind({ id: clientId, consents }: Member, now: Date) {
  const last = consents.at(-1)
  if (last && !last.until) {
    last.until = now
    await revokeConsent(centre.admin({ now }), { clientId, kind: "sms" })
  } else {
    consents.push({ from: now })
    await grantConsent(centre.admin({ now }), { clientId, kind: "sms" })
  }
}

test("in 400 days each member gets each message at most once, none without consent and none at night", async () => {
  for (const occasion of ["welcome", "expiry", "nudge", "meetup"] as const) await switchOn(occasion, START)
  const members: Member[] = []
  for (let index = 0; index < MEMBERS; index++) {
    const { id } = await person({ consent: false, at: START })
    members.push({ id, coveredUntil: dateIn(START, timeZone), consents: [] })
  }
  for (const member of members.slice(1)) await changeMind(member, START)
  let now = START
  while (now.getTime() < START.getTime() + DAYS * 86_400_000) {
    for (const member of members) await live(member, now)
    await Promise.all([work(0, now), work(1, now)])
    now = new Date(now.getTime() + (1 + Math.random() * 8) * 3_600_000)
  }

  const sent = await centre.sql`
    select client_id, membership_id, occasion, about, finished_at, event_id from messages where state = 'sent'`
  // Chance brings about each occasion in 400 days; in 40 most of them.
  const occasions = new Set(sent.map(({ occasion }) => occasion))
  expect(occasions.size).toBeGreaterThanOrEqual(often(1, 4))
  const told = (row: (typeof sent)[number]) =>
    `${row.client_id} ${row.occasion} ${row.membership_id ?? row.about}`
  expect(new Set(sent.map(told)).size).toBe(sent.length)
  for (const { client_id, finished_at } of sent) {
    const { hour } = at(finished_at, timeZone)
    expect(hour >= 8 && hour < 21).toBe(true)
    const { consents = [] } = members.find(({ id }) => id === client_id) ?? {}
    expect(consents.some(({ from, until }) => from <= finished_at && (!until || finished_at < until))).toBe(
      true,
    )
  }
  const months = sent
    .filter(({ occasion }) => occasion === "nudge")
    .map((row) => `${row.client_id} ${row.about}`)
  expect(new Set(months).size).toBe(months.length)
  const went = await centre.sql`select id from events
    where type in ('membership.welcome', 'membership.expiring_30d', 'client.not_checked_in_mid_month', 'krc_meetup_announce')`
  expect(went.map(({ id }) => id).sort()).toEqual(sent.map(({ event_id }) => event_id).sort())
}, 900_000)

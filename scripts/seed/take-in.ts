import { checkIn } from "../../lib/check-ins/check-in"
import { checkOut } from "../../lib/check-ins/check-out"
import { grantConsent } from "../../lib/clients/consents"
import { addContactMethod } from "../../lib/clients/contact-methods"
import { createClient } from "../../lib/clients/create"
import { addNote } from "../../lib/clients/notes"
import { setTags } from "../../lib/clients/tags"
import { addDays } from "../../lib/core/clock"
import { enroll } from "../../lib/memberships/enroll"
import type { Calendar } from "./calendar"
import type { CastMember } from "./cast"
import type { Reception } from "./reception"
import type { Guest } from "./visits"

const NOON = 12 * 60
const AFTERNOON = 15 * 60

/** Takes one of the cast in, operation by operation, each at its time. Returns when they visit until the last time. */
export async function takeIn(
  reception: Reception,
  member: CastMember,
): Promise<Guest & { member: CastMember }> {
  const { calendar, admin, as } = reception
  const joined = as(admin, calendar.moment(calendar.openDay(member.joined), NOON))
  const { id: clientId } = await createClient(joined, { ...member.client, ...posOf(member, calendar.day) })
  for (const { planCode, from, to } of member.terms ?? []) {
    const decided = as(admin, calendar.moment(calendar.openDay(Math.min(from, -1)), NOON))
    const [startsOn, endsOn] = [calendar.day(from), calendar.day(to)]
    await enroll(decided, { clientId, planCode, startsOn, endsOn })
  }
  if (member.tags) await setTags(joined, { id: clientId, tags: member.tags })
  if (member.smsBy) await grantConsent(joined, { clientId, kind: "sms", givenBy: member.smsBy })
  if (member.guardianPhone)
    await addContactMethod(joined, {
      clientId,
      kind: "phone",
      value: member.guardianPhone,
      label: "Guardian",
    })
  for (const { day, by, body } of member.notes ?? [])
    await addNote(as(reception[by], calendar.moment(calendar.openDay(day), AFTERNOON)), { clientId, body })
  const from = calendar.openDay(member.joined)
  const until = addDays(lastVisitOn(member, calendar), -1)
  return { member, clientId, from, until, perWeek: member.perWeek ?? 0 }
}

/** The last visit of one of the cast, if they ever came; it still goes on when it is "now" and the centre is open. */
export async function letVisit(
  { calendar, staff, as }: Reception,
  { member, clientId }: { member: CastMember; clientId: string },
): Promise<void> {
  if (member.seen === undefined) return
  const idempotencyKey = `sample-last-visit-${clientId}`
  if (member.seen === 0 && calendar.isOpenNow) {
    const arrival = as(staff, new Date(calendar.now.getTime() - 25 * 60_000))
    await checkIn(arrival, { clientId, station: "Front Desk", idempotencyKey })
    return
  }
  const date = lastVisitOn(member, calendar)
  const arrival = as(staff, calendar.moment(date, AFTERNOON))
  const { visit } = await checkIn(arrival, { clientId, station: "PC-07", idempotencyKey })
  await checkOut(as(staff, calendar.moment(date, AFTERNOON + 135)), { id: visit.id })
}

const lastVisitOn = ({ seen = 0 }: CastMember, { openDay }: Calendar) => openDay(Math.min(seen, -1))

function posOf({ pos, terms, client }: CastMember, day: (offset: number) => string) {
  const period = pos ?? (client.uciNumber ? terms?.at(-1) : undefined)
  return period ? { posStartDate: day(period.from), posEndDate: day(period.to) } : {}
}

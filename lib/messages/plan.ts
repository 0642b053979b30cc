import { type SQL, sql } from "drizzle-orm"
import { messages } from "../../db/schema"
import { dateIn } from "../core/clock"
import { type Inside, operation } from "../core/operation"
import { settingsOf } from "../settings/records"
import type { Occasion } from "../settings/schema"
import { candidatesFor } from "./candidates"
import { endOfMeetup, endOfNudge, meetupFrom } from "./hours"
import { lookOf } from "./records"
import { SlotInput } from "./schema"

const WELCOME_GOOD_FOR_MS = 7 * 86_400_000

/**
 * Plans the message to those whose coverage by a membership ends within 30 days, once each, good until the evening of the
 * last day. Returns how many were planned.
 */
export const planExpiry = operation({
  permission: "messages.send",
  input: SlotInput,
  run: (inside) =>
    plan(inside, "expiry", "", sql`(ends_on + time '21:00') at time zone ${inside.timeZone}::text`),
})

/** Plans the message to those who are covered and have not come in the month of the slot. Returns how many were planned. */
export const planNudge = operation({
  permission: "messages.send",
  input: SlotInput,
  run: (inside, { slotAt }) => {
    const month = dateIn(slotAt, inside.timeZone).slice(0, 7)
    return plan(inside, "nudge", month, moment(endOfNudge(slotAt, inside.timeZone)))
  },
})

/**
 * Plans the message about the meetup to everybody who is covered; asked for on another day, it tells of the next one.
 * Returns how many were planned.
 */
export const planMeetup = operation({
  permission: "messages.send",
  input: SlotInput,
  async run(inside, { slotAt }) {
    const { tx, timeZone } = inside
    const day = meetupFrom(dateIn(slotAt, timeZone), timeZone)
    const { closingTime } = await settingsOf(tx, ["closingTime"])
    return plan(inside, "meetup", day, moment(endOfMeetup(day, closingTime, timeZone)))
  },
})

/** Plans the greeting of those whom a new membership gave coverage, since greetings go out. Returns how many were planned. */
export const planWelcome = operation({
  permission: "messages.send",
  input: SlotInput,
  run: (inside) => plan(inside, "welcome", "", moment(new Date(inside.now.getTime() + WELCOME_GOOD_FOR_MS))),
})

const moment = (at: Date) => sql`${at.toISOString()}::timestamptz`

/** What was dropped is planned anew where it is true again; what waits or was sent stays as it is. */
async function plan(inside: Inside, occasion: Occasion, about: string, goodUntil: SQL) {
  const { tx, now } = inside
  const { liveMessages } = await settingsOf(tx, ["liveMessages"])
  if (!liveMessages.includes(occasion)) return { planned: 0 }
  const candidates = candidatesFor(occasion, about, await lookOf(tx, inside))
  const planned = await tx.execute(sql`
    with planned as (
      insert into ${messages}
        (id, client_id, membership_id, occasion, about, planned_at, good_until, state)
      select gen_random_uuid(), client_id, membership_id, ${occasion}, about, ${moment(now)}, ${goodUntil}, 'waiting'
      from (${candidates}) candidates
      where left_out is null and ${goodUntil} > ${moment(now)}
      on conflict (client_id, occasion, about) do update set
        membership_id = excluded.membership_id, planned_at = excluded.planned_at, good_until = excluded.good_until,
        state = 'waiting', dropped_because = null, finished_at = null
      where ${messages.state} = 'dropped'
      returning 1)
    select count(*)::int as number from planned`)
  return { planned: Number(planned[0]?.number ?? 0) }
}

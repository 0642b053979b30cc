import { and, eq, inArray, sql } from "drizzle-orm"
import { v7 } from "uuid"
import type { Transaction } from "../../db/client"
import { clients, contactMethods, messages } from "../../db/schema"
import { eventRow, type Inside, insertEvents, operation } from "../core/operation"
import { languageOf } from "../kiosk/look-up"
import { messageText } from "../settings/message-text"
import { settingsOf } from "../settings/records"
import type { Occasion } from "../settings/schema"
import { reach } from "./candidates"
import { mayGoOut } from "./hours"
import { lookOf, occasionsHeard } from "./records"
import { type Dropped, eventOf, ReleaseInput } from "./schema"
import { type StillDue, stillDue } from "./still-due"

/** So many messages are looked at at once. */
const BATCH = 200

/**
 * Releases the messages that wait longest: the one place that decides whether a client gets a message. Outside the hours
 * nothing happens, and while no target wants to be told of an occasion its messages wait. Else everything is looked at
 * again, and each is either sent by its event, in the same transaction, or dropped, with the reason. Clients who are being
 * changed at this moment, and what other workers hold, come later. Returns how many were sent and dropped.
 */
export const releaseDue = operation({
  permission: "messages.send",
  input: ReleaseInput,
  async run(inside, { on, sender }) {
    const { tx, now, timeZone } = inside
    const ids = mayGoOut(now, timeZone) ? await takeWaiting(tx, now, await occasionsHeard(tx)) : []
    if (ids.length === 0) return { sent: 0, dropped: 0 }
    const waiting = await factsOf(tx, ids)
    const settings = await settingsOf(tx, textNames)
    const due = await stillDue(tx, waiting, await lookOf(tx, inside))
    const live = on ? settings.liveMessages : []
    const judged = waiting.map((one) => ({ ...one, because: whyNot(one, now, live, due) }))
    const good = judged.filter(({ because }) => because === null)
    await drop(tx, now, judged)
    await send(
      inside,
      good.map((one) => asSent(one, settings, due, sender)),
    )
    return { sent: good.length, dropped: judged.length - good.length }
  },
})

const textNames = ["liveMessages", "welcomeText", "expiryText", "nudgeText", "meetupText"] as const
type Texts = Awaited<ReturnType<typeof settingsOf<(typeof textNames)[number]>>>

/**
 * The client is locked too, so that a consent that is taken back is either seen here or comes after. Nothing is waited for:
 * whoever erases a client holds it first and then its messages.
 */
async function takeWaiting(tx: Transaction, now: Date, heard: Occasion[]): Promise<string[]> {
  const taken = await tx.execute<{ id: string }>(sql`
    select m.id from ${messages} m join ${clients} c on c.id = m.client_id
    where m.state = 'waiting'
      and (m.occasion = any(${sql.param(heard)}) or m.good_until <= ${now.toISOString()}::timestamptz)
    order by m.planned_at, m.id limit ${BATCH}
    for update of m skip locked for share of c skip locked`)
  return taken.map(({ id }) => id)
}

/** What is so now, in a look after the locks were had. */
function factsOf(tx: Transaction, ids: string[]) {
  return tx
    .select({
      message: messages,
      firstName: clients.firstName,
      language: clients.language,
      deletedAt: clients.deletedAt,
      consented: reach.consented,
      phone: reach.phone,
      recipient: reach.recipient,
    })
    .from(messages)
    .innerJoin(clients, eq(clients.id, messages.clientId))
    .leftJoin(contactMethods, reach.marked)
    .where(and(inArray(messages.id, ids), eq(messages.state, "waiting")))
}

type Facts = Awaited<ReturnType<typeof factsOf>>[number]

function whyNot(
  { message, ...client }: Facts,
  now: Date,
  live: Texts["liveMessages"],
  due: StillDue,
): Dropped | null {
  if (client.deletedAt) return "deleted"
  if (!live.includes(message.occasion)) return "switched_off"
  if (message.goodUntil <= now) return "too_late"
  if (!due.has(message.id)) return "no_longer_true"
  if (!client.consented) return "no_consent"
  return client.phone ? null : "no_phone"
}

function asSent(one: Facts, settings: Texts, due: StillDue, sender: string | null) {
  const { id, clientId, membershipId, occasion, about } = one.message
  const language = languageOf(one.language) ?? "en"
  const fields = { firstName: one.firstName, endsOn: due.get(id), date: occasion === "meetup" ? about : null }
  const text = messageText(settings[`${occasion}Text`][language], language, fields)
  const sent = { id, phone: one.phone, recipient: one.recipient, language, text, eventId: v7() }
  return { sent, occasion, clientId, membershipId, sender }
}

async function send({ tx, now, within }: Inside, going: ReturnType<typeof asSent>[]) {
  if (going.length === 0) return
  const rows = going.map(({ sent, occasion, clientId, membershipId, sender }) => {
    const data = { messageId: sent.id, from: sender, ...(membershipId && { membershipId }) }
    return { ...eventRow(within, eventOf[occasion], data as never, { clientId }), id: sent.eventId }
  })
  await insertEvents(tx, rows)
  await tx.execute(sql`
    update ${messages} m set state = 'sent', finished_at = ${now.toISOString()}::timestamptz,
      recipient = r.recipient, language = r.language, text = r.text, phone = r.phone, event_id = r."eventId"
    from jsonb_to_recordset(${JSON.stringify(going.map(({ sent }) => sent))}::jsonb)
      as r(id uuid, phone text, recipient text, language text, text text, "eventId" uuid)
    where m.id = r.id`)
}

async function drop(
  tx: Transaction,
  now: Date,
  judged: { message: Facts["message"]; because: Dropped | null }[],
) {
  for (const because of new Set(judged.flatMap((one) => one.because ?? []))) {
    const ids = judged.filter((one) => one.because === because).map(({ message }) => message.id)
    await tx
      .update(messages)
      .set({ state: "dropped", droppedBecause: because, finishedAt: now })
      .where(inArray(messages.id, ids))
  }
}

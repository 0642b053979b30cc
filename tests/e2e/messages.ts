import { and, eq } from "drizzle-orm"
import { connect } from "../../db/client"
import { messages } from "../../db/schema"
import { grantConsent } from "../../lib/clients/consents"
import { updateClient } from "../../lib/clients/update"
import type { Actor } from "../../lib/core/actor"
import { addDays, dateIn, momentOn } from "../../lib/core/clock"
import { sealerFrom } from "../../lib/core/crypto"
import { enroll } from "../../lib/memberships/enroll"
import { planExpiry } from "../../lib/messages/plan"
import { releaseDue } from "../../lib/messages/release"
import { messageTypes } from "../../lib/messages/schema"
import { addTarget, removeTarget } from "../../lib/webhooks/targets"
import { waitUntil } from "../support/processes"
import { authSecret } from "../support/server"
import { dayZone } from "./day-zone"

const timeZone = dayZone

/** Works beside the server, as its background worker does, at noon of today by the centre's clock. */
export async function atNoon<R>(work: (ctx: ReturnType<typeof contextOf>) => Promise<R>): Promise<R> {
  const { db, close } = connect(String(process.env.E2E_DATABASE_URL), { max: 1 })
  return await work(contextOf(db)).finally(close)
}

function contextOf(db: ReturnType<typeof connect>["db"]) {
  const now = momentOn(dateIn(new Date(), timeZone), "12:00", timeZone)
  const as = (actor: Actor) => ({
    db,
    now,
    timeZone,
    requestId: "test",
    actor,
    sealer: sealerFrom(authSecret),
  })
  const nobody = crypto.randomUUID()
  return {
    admin: as({ kind: "user", id: nobody, name: "Alex Rivera", role: "admin", sessionId: nobody }),
    system: as({ kind: "system", name: "Worker" }),
    zapier: as({ kind: "zapier", name: "Zapier" }),
    now,
  }
}

/** Plans the messages about memberships that end, and releases what waits to a target that sends it on. */
export const planAndRelease = () =>
  atNoon(async ({ admin, system, now }) => {
    const { db } = system
    const textla = { name: "Textla", url: "http://127.0.0.1:9/", types: messageTypes }
    const { id } = await addTarget(admin, textla)
    await planExpiry(system, { slotAt: now })
    // The worker of the server does the same beside it, and what it has in hand is passed over here.
    await waitUntil("no message about an end waits", async () => {
      await releaseDue(system, { on: true, sender: "+16615550100" })
      return (
        (await db.$count(messages, and(eq(messages.occasion, "expiry"), eq(messages.state, "waiting")))) === 0
      )
    })
    await removeTarget(admin, { id })
  })

/** A client with a phone whose membership ends within 30 days and who agreed to text messages. */
export const letExpire = (clientId: string) =>
  atNoon(async ({ zapier, now }) => {
    const today = dateIn(now, timeZone)
    await updateClient(zapier, { id: clientId, changes: { phone: "661 555 0144" } })
    await grantConsent(zapier, { clientId, kind: "sms" })
    const [startsOn, endsOn] = [addDays(today, -90), addDays(today, 20)]
    await enroll(zapier, { clientId, planCode: "unlimited", startsOn, endsOn })
  })

/** A message of the client in each state, of which one is long; the address of a preview in which they stand. */
export async function messagesInEachState(_: unknown, { id: clientId }: { id: string }): Promise<string> {
  await letExpire(clientId)
  const { sql, close } = connect(String(process.env.E2E_DATABASE_URL), { max: 1 })
  const [event] = await sql`select id from events where client_id = ${clientId} limit 1`
  await sql`
    insert into messages (id, client_id, occasion, about, planned_at, good_until, state, dropped_because, finished_at,
      recipient, language, text, phone, event_id)
    values
      (gen_random_uuid(), ${clientId}, 'nudge', '2020-01', now(), now(), 'sent', null, now(), 'guardian', 'es',
        ${"unbroken".repeat(30)}, '+16615550144', ${String(event?.id)}),
      (gen_random_uuid(), ${clientId}, 'nudge', '2020-02', now(), now(), 'dropped', 'no_consent', now(), null, null, null, null, null),
      (gen_random_uuid(), ${clientId}, 'welcome', 'none', now(), now() + interval '1 day', 'waiting', null, null, null, null, null, null, null)`
  await close()
  return "meetup"
}

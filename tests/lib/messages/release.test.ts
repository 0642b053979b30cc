import { beforeEach, describe, expect, test } from "vitest"
import { checkIn } from "../../../lib/check-ins/check-in"
import { revokeConsent } from "../../../lib/clients/consents"
import { addContactMethod, directMessages, listContactMethods } from "../../../lib/clients/contact-methods"
import { deleteClient, restoreClient } from "../../../lib/clients/delete"
import { clientHistory } from "../../../lib/clients/history"
import { updateClient } from "../../../lib/clients/update"
import { only } from "../../../lib/core/only"
import { eraseClient } from "../../../lib/erasure/erase"
import { amendMembership } from "../../../lib/memberships/amend"
import { renew } from "../../../lib/memberships/renew"
import { deliverNext } from "../../../lib/webhooks/deliver"
import { dispatchOutbox } from "../../../lib/webhooks/dispatch"
import { day, inMinutes, now, openCentre } from "../../support/cast"
import { messagesOf, sender } from "./people"

const centre = openCentre()
const admin = centre.admin()
const { person, member, plan, release, switchOff, textla, allOn, rowsOf, rowOf, clear } = messagesOf(centre)
const DAY = 24 * 60

beforeEach(async () => {
  await clear()
  await centre.sql`truncate webhook_targets cascade`
  await allOn(inMinutes(-60))
})

/** Somebody for whom a message about the end of their membership waits. */
async function expiring(input: Parameters<typeof person>[0] = {}) {
  const { id } = await person(input)
  const { id: membershipId } = await member(id, day(-90), day(20))
  await plan("expiry")
  return { id, membershipId }
}
const dropped = async (id: string, because: string, at = now) => {
  expect(await release(at)).toEqual({ sent: 0, dropped: 1 })
  expect(await rowOf(id)).toMatchObject({ state: "dropped", dropped_because: because, event_id: null })
}

describe("a message that goes out", () => {
  test("is an event in the history, with the words the client reads", async () => {
    const { id, membershipId } = await expiring({ firstName: "Ana" })
    expect(await release()).toEqual({ sent: 1, dropped: 0 })
    const { rows } = await clientHistory(admin, { clientId: id })
    const told = only(rows.filter(({ type }) => type === "membership.expiring_30d"))
    expect(told.data).toMatchObject({ membershipId, from: sender })
    expect(await rowOf(id)).toMatchObject({
      state: "sent",
      text: "Hi Ana, your BEC membership ends on 3/30/2026. Ask us how to renew.",
      phone: "+16615550110",
      recipient: "client",
      language: "en",
      event_id: told.id,
    })
    expect(await release()).toEqual({ sent: 0, dropped: 0 })
  })

  test("is in Spanish for who speaks it, and in English for all others", async () => {
    for (const language of ["Spanish", "es", "Punjabi"]) {
      const { id } = await person({ firstName: "Lucía", language })
      await member(id, day(-90), day(90))
    }
    await plan("meetup")
    await release()
    const texts = await centre.sql`select text from messages order by text`
    expect(texts.map(({ text }) => text)).toEqual([
      "Nuestra reunión mensual en BEC es el martes 10 de marzo. ¡Esperamos verte!",
      "Nuestra reunión mensual en BEC es el martes 10 de marzo. ¡Esperamos verte!",
      "Our monthly meetup at BEC is on Tuesday, March 10. We hope to see you!",
    ])
  })

  test("goes to the guardian whose number is marked for messages, and to the client again afterwards", async () => {
    const { id: clientId } = await person()
    await member(clientId, day(-90), day(20))
    for (const value of ["661 555 0171", "661 555 0172"])
      await addContactMethod(admin, { clientId, kind: "phone", value, label: "Mother" })
    const [first, second] = await listContactMethods(admin, { clientId })
    const direct = (contact: typeof first, here: boolean) =>
      directMessages(admin, { clientId, id: String(contact?.id), here })
    await direct(first, true)
    await direct(second, true)
    await plan("expiry")
    await release()
    expect(await rowOf(clientId)).toMatchObject({ phone: "+16615550172", recipient: "guardian" })
    await direct(second, false)
    await plan("meetup")
    await release()
    expect((await rowsOf(clientId)).map(({ phone }) => phone).toSorted()).toEqual([
      "+16615550110",
      "+16615550172",
    ])
  })

  test("reaches Zapier whole", async () => {
    const { id, membershipId } = await expiring({ firstName: "Ana" })
    await release()
    await dispatchOutbox(centre.system(), {})
    const [delivery] = await centre.sql`select body from deliveries`
    expect(JSON.parse(delivery?.body).data).toMatchObject({
      client: { id },
      membership: { id: membershipId, ends_on: day(20) },
      message: {
        to: "+16615550110",
        from: sender,
        recipient: "client",
        language: "en",
        text: "Hi Ana, your BEC membership ends on 3/30/2026. Ask us how to renew.",
      },
    })
  })
})

describe("a message that is on its way", () => {
  const toZapier = async () => {
    const { id } = await expiring()
    await release()
    return id
  }

  test("waits for the morning when it could not be delivered before the evening", async () => {
    await toZapier()
    await dispatchOutbox(centre.system(), {})
    const deliver = (at: string) => deliverNext(centre.system({ now: new Date(at) }), { mode: "dev_log" })
    expect(await deliver("2026-03-11T04:00:00Z")).toBe(false)
    expect(await deliver("2026-03-11T15:00:00Z")).toBe(true)
  })

  test("tells neither text nor number when the client was deleted before it was made", async () => {
    await deleteClient(admin, { id: await toZapier() })
    await dispatchOutbox(centre.system(), {})
    const [delivery] = await centre.sql`select body from deliveries`
    expect(JSON.parse(delivery?.body).data).toMatchObject({
      client: { deleted: true },
      message: { to: null, text: null },
    })
  })
})

describe("a message that waits", () => {
  test("is dropped when the consent was taken back, and comes when it is given again", async () => {
    const { id } = await expiring()
    await revokeConsent(admin, { clientId: id, kind: "sms" })
    await dropped(id, "no_consent")
    await centre.sql`update consents set revoked_at = null where client_id = ${id}`
    expect(await plan("expiry", inMinutes(DAY))).toBe(1)
    expect(await release(inMinutes(DAY))).toEqual({ sent: 1, dropped: 0 })
  })

  test("is dropped when the phone number is gone", async () => {
    const { id } = await expiring()
    await updateClient(admin, { id, changes: { phone: null } })
    await dropped(id, "no_phone")
  })

  test("is dropped when the client was deleted", async () => {
    const { id } = await expiring()
    await deleteClient(admin, { id })
    await dropped(id, "deleted")
    await restoreClient(admin, { id })
  })

  test("is dropped when the membership was renewed", async () => {
    const { id, membershipId } = await expiring()
    await renew(admin, { membershipId })
    await dropped(id, "no_longer_true")
  })

  test("is dropped when the membership was cancelled", async () => {
    const { id, membershipId } = await expiring()
    await amendMembership(admin, { id: membershipId, changes: { cancelledFrom: day(0) }, reason: "Moved" })
    await dropped(id, "no_longer_true")
  })

  test("is dropped when the client came after all", async () => {
    const { id } = await person()
    await member(id, day(-90), day(90))
    await plan("nudge")
    await checkIn(centre.staff(), { clientId: id, idempotencyKey: `nudged ${id}` })
    await dropped(id, "no_longer_true")
  })

  test("is dropped when it is too late for it", async () => {
    const { id } = await person()
    await member(id, day(-90), day(90))
    await plan("meetup")
    await dropped(id, "too_late", inMinutes(9 * 60))
  })

  test("is dropped when these messages were switched off, for all or by the operator", async () => {
    const { id } = await expiring()
    await switchOff("expiry")
    await dropped(id, "switched_off")
    await plan("meetup")
    expect(await release(now, false)).toEqual({ sent: 0, dropped: 1 })
    expect(await rowsOf(id)).toMatchObject([{ state: "dropped" }, { dropped_because: "switched_off" }])
  })

  test("goes on waiting at night", async () => {
    await expiring()
    for (const night of ["2026-03-11T04:00:00Z", "2026-03-11T14:59:59Z"])
      expect(await release(new Date(night))).toEqual({ sent: 0, dropped: 0 })
    expect(await release(new Date("2026-03-11T15:00:00Z"))).toEqual({ sent: 1, dropped: 0 })
  })

  test("waits while no target would send it on, and is dropped once it is too late", async () => {
    const { id } = await expiring()
    await plan("meetup")
    await centre.sql`update webhook_targets set removed_at = now()`
    await textla(["client.created", "krc_meetup_announce"])
    expect(await release()).toEqual({ sent: 1, dropped: 0 })
    const states = async () => (await rowsOf(id)).map(({ occasion, state }) => [occasion, state])
    expect(await states()).toEqual([
      ["expiry", "waiting"],
      ["meetup", "sent"],
    ])
    await release(inMinutes(31 * DAY))
    expect(await states()).toEqual([
      ["expiry", "dropped"],
      ["meetup", "sent"],
    ])
    await textla()
  })

  test("of an erased client is dropped, and of one that was sent neither text nor number is left", async () => {
    const { id } = await expiring()
    await release()
    await plan("meetup")
    await eraseClient(admin, { id })
    expect(await rowsOf(id)).toMatchObject([
      { occasion: "expiry", state: "sent", text: null, phone: null },
      { occasion: "meetup", state: "dropped", dropped_because: "deleted" },
    ])
  })
})

test("two who release at once send each message once", async () => {
  for (let number = 0; number < 12; number++) await member((await person()).id, day(-90), day(90))
  expect(await plan("meetup")).toBe(12)
  const counts = await Promise.all([release(), release(), release()])
  expect(counts.reduce((sum, { sent }) => sum + sent, 0)).toBe(12)
  const events = await centre.sql`select client_id from events where type = 'krc_meetup_announce'`
  expect(new Set(events.map((event) => event.client_id)).size).toBe(12)
  expect(events).toHaveLength(12)
})

test("a consent that is being taken back at that moment is waited for", async () => {
  const { id: clientId } = await expiring()
  await centre.db.transaction(async (tx) => {
    await revokeConsent(centre.admin({ db: tx }), { clientId, kind: "sms" })
    expect(await release()).toEqual({ sent: 0, dropped: 0 })
  })
  await dropped(clientId, "no_consent")
})

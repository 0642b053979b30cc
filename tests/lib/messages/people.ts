import { grantConsent } from "../../../lib/clients/consents"
import type { ClientInput } from "../../../lib/clients/schema"
import { only } from "../../../lib/core/only"
import type { Context } from "../../../lib/core/operation"
import type { OutgoingType } from "../../../lib/events"
import { enroll } from "../../../lib/memberships/enroll"
import { planExpiry, planMeetup, planNudge, planWelcome } from "../../../lib/messages/plan"
import { releaseDue } from "../../../lib/messages/release"
import { messageTypes } from "../../../lib/messages/schema"
import { switchMessages } from "../../../lib/messages/switch"
import { type Occasion, occasionNames } from "../../../lib/settings/schema"
import { listTargets } from "../../../lib/webhooks/list-deliveries"
import { addTarget } from "../../../lib/webhooks/targets"
import { addClient, type Centre, now } from "../../support/cast"

export const planners = {
  welcome: planWelcome,
  expiry: planExpiry,
  nudge: planNudge,
  meetup: planMeetup,
} satisfies Record<Occasion, unknown>

export const sender = "+16615550100"

type Given = { phone?: string | null; consent?: boolean; at?: Date } & Partial<ClientInput>

/** What the tests of messages ask of a centre. */
export function messagesOf(centre: Centre) {
  const { sql } = centre
  const system = (at: Date) => centre.system({ now: at })
  const rowsOf = async (clientId: string) =>
    await sql`
    select occasion, about, state, dropped_because, recipient, language, text, phone, good_until, event_id
    from messages where client_id = ${clientId} order by planned_at, occasion`
  const switchOn = async (occasion: Occasion, at = now) => {
    if ((await listTargets(centre.admin(), {})).length === 0) await textla()
    await switchMessages(centre.admin({ now: at }), { occasion, on: true, seen: 1_000_000 })
  }
  /** The target that sends the texts on. */
  const textla = (types: OutgoingType[] = messageTypes) =>
    addTarget(centre.admin(), { name: "Textla", url: "https://example.org/textla", types })
  return {
    /** A client who agreed to text messages and has a phone, unless said otherwise. */
    async person({ consent = true, at = now, ...input }: Given = {}) {
      const client = await addClient(centre, { phone: "661 555 0110", ...input }, { now: at })
      if (consent) await grantConsent(centre.admin({ now: at }), { clientId: client.id, kind: "sms" })
      return client
    },
    member: (clientId: string, startsOn: string, endsOn: string, overrides: Partial<Context> = {}) =>
      enroll(centre.admin(overrides as never), { clientId, planCode: "unlimited", startsOn, endsOn }),
    switchOn,
    textla,
    async switchOff(occasion: Occasion, at = now) {
      await switchMessages(centre.admin({ now: at }), { occasion, on: false })
    },
    plan: async (occasion: Occasion, at = now, slotAt = at) =>
      (await planners[occasion](system(at), { slotAt })).planned,
    release: (at = now, on = true) => releaseDue(system(at), { on, sender }),
    rowsOf,
    rowOf: async (clientId: string) => only(await rowsOf(clientId)),
    /** Nobody is there, and nothing goes out. */
    async clear() {
      await sql`truncate clients, messages, events, settings, outbox cascade`
    },
    async allOn(at = now) {
      for (const occasion of occasionNames) await switchOn(occasion, at)
    },
  }
}

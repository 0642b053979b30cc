import type { OutgoingType } from "../events"
import { bodyOf } from "./payload"

const id = (last: number) => `00000000-0000-7000-8000-${String(last).padStart(12, "0")}`

const client = {
  id: id(1),
  first_name: "Ana",
  last_name: "Reyes",
  email: "ana@example.org",
  phone: "+16615550123",
  language: "es",
  external_ids: {},
}

const membership = {
  id: id(2),
  external_id: null,
  plan_code: "unlimited",
  starts_on: "2026-01-01",
  ends_on: "2026-12-31",
  cancelled_from: null,
}

const message = (text: string) => ({
  id: id(5),
  to: "+16615550123",
  from: "+16615550100",
  recipient: "client",
  language: "es",
  text,
})

const parts: Record<OutgoingType, (now: Date) => object> = {
  "client.created": () => ({ client }),
  "client.updated": () => ({ client, changed: ["phone"] }),
  "membership.created": () => ({ client, membership }),
  "membership.updated": () => ({ client, membership }),
  "membership.status_changed": () => ({ client, status: { from: "active", to: "expiring" } }),
  "membership.welcome": () => ({
    client,
    membership,
    message: message("Hola Ana, tu membresía de BEC está lista."),
  }),
  "membership.expiring_30d": () => ({
    client,
    membership,
    message: message("Hola Ana, tu membresía de BEC termina el 12/31/2026."),
  }),
  "client.not_checked_in_mid_month": () => ({
    client,
    message: message("Hola Ana, este mes no te hemos visto."),
  }),
  krc_meetup_announce: () => ({ client, message: message("Nuestra reunión mensual en BEC es el martes.") }),
  "check_in.created": (now) => ({
    client,
    check_in: { id: id(3), method: "kiosk", station: "Kiosk-Main", checked_in_at: now.toISOString() },
  }),
}

/** An event of a type as it would be sent, about somebody who does not exist. */
export const sampleOf = (type: OutgoingType, now: Date): Record<string, unknown> =>
  JSON.parse(bodyOf({ id: id(4), type, occurredAt: now }, parts[type](now)))

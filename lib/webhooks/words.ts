import { count, valueInWords } from "../core/format"
import { changesInWords, type Sentences } from "../core/told"
import { eventsInWords, nameOfType } from "./told"

export const webhookSentences: Sentences<"webhook_target" | "delivery"> = {
  "webhook_target.added": ({ name }) => ({ did: `added the webhook target ${name}` }),
  "webhook_target.updated": ({ name, fields }) => ({
    did: `changed the webhook target ${name}`,
    changes: changesInWords(fields, targetFields, targetValue),
  }),
  "webhook_target.switched": ({ name, on, because }) => ({
    did: `switched the webhook target ${name} ${on ? "on" : `off: ${offReasons[because] ?? because}`}`,
  }),
  "webhook_target.secret_changed": ({ name }) => ({
    did: `changed the secret of the webhook target ${name}`,
  }),
  "webhook_target.tested": ({ name }) => ({ did: `sent a test to the webhook target ${name}` }),
  "webhook_target.removed": ({ name }) => ({ did: `removed the webhook target ${name}` }),
  "delivery.repeated": ({ name, deliveries }) => ({
    did: `sent ${count(deliveries, "event")} to the webhook target ${name} again`,
  }),
}

const targetFields: Record<string, string> = { name: "Name", url: "Address", types: "Events" }

const targetValue = (field: string, value: unknown) =>
  field === "types" ? eventsInWords(value as string[] | null) : valueInWords(value)

/** Why a target gets nothing any more. */
export const offReasons: Record<string, string> = {
  gone: "it said that it is gone",
  failing: "nothing arrived for 5 days",
  hand: "by hand",
}

export const inboundSentences: Sentences<"inbound_event"> = {
  "inbound_event.received": ({ type }) => ({ did: `sent the event ${nameOfType(type)}` }),
  "inbound_event.settled": ({ type }) => ({ did: `settled the event ${nameOfType(type)}` }),
  "inbound_event.dismissed": ({ type, reason }) => ({
    did: `dismissed the event ${nameOfType(type)}: ${reason}`,
  }),
}

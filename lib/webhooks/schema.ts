import { z } from "zod"
import {
  isStorable,
  optionalDate,
  optionalEmail,
  optionalPhone,
  optionalText,
  requiredText,
  uuid,
} from "../core/fields"

export const inboundTypes = [
  "membership.created",
  "membership.renewed",
  "membership.cancelled",
  "client.upserted",
  "consent.revoked",
] as const
export type InboundType = (typeof inboundTypes)[number]

/** The envelope: what is wrong with it is refused. What is wrong inside `data` waits for a person. */
export const InboundEvent = z.object({
  id: requiredText(200, "Send the id of the event."),
  event: z.enum(inboundTypes, `Send one of ${inboundTypes.join(", ")}.`),
  timestamp: z.preprocess(
    // ISO 8601 in its short form, as some programs write it: +0000.
    (text) => (typeof text === "string" ? text.replace(/([+-]\d{2})(\d{2})$/, "$1:$2") : text),
    z.iso.datetime({ offset: true, error: "Send a time such as 2026-01-31T18:00:00Z." }),
  ),
  data: z
    .record(z.string(), z.unknown(), "Send an object.")
    .refine(isStorable, "Remove characters that cannot be stored, and what is nested deeper than 50 levels."),
})
export type InboundEvent = z.output<typeof InboundEvent>

/** Automations send numbers where people type digits, and blank text for what is missing. */
const asText = (value: unknown) => {
  if (typeof value === "number" || typeof value === "boolean") return String(value)
  return value === undefined || (typeof value === "string" && value.trim() === "") ? null : value
}
const loose = <S extends z.ZodType>(schema: S) => z.preprocess(asText, schema)

export const InboundClient = z.object({
  /** The program whose id of the client `external_id` is: each has ids of its own. */
  source: loose(optionalText(50)),
  external_id: loose(optionalText(200)),
  uci_number: loose(optionalText(50)),
  first_name: loose(optionalText(100)),
  last_name: loose(optionalText(100)),
  email: loose(optionalEmail),
  phone: loose(optionalPhone),
})
/** What the screens call the fields of each part of an event. */
export const inboundFields = {
  client: {
    first_name: "First name",
    last_name: "Last name",
    email: "E-mail",
    phone: "Phone",
    uci_number: "UCI number",
    external_id: "Id at the sender",
    source: "Sender",
  },
  membership: {
    plan_code: "Plan",
    starts_on: "First day",
    ends_on: "Last day",
    external_id: "Id at the sender",
  },
} as const
export type InboundPart = keyof typeof inboundFields

export type InboundClient = z.output<typeof InboundClient>

const term = {
  external_id: loose(optionalText(200)),
  plan_code: loose(z.string("The plan is missing.").pipe(requiredText(50))),
  starts_on: loose(optionalDate),
  ends_on: loose(optionalDate),
}

export const InboundTerm = z.object(term)
export type InboundTerm = z.output<typeof InboundTerm>

/** To find the membership that is cancelled, its external id or its plan is enough. */
export const InboundCancelled = z.object({
  external_id: term.external_id,
  plan_code: loose(optionalText(50)),
})

export const SettleInboundInput = z.strictObject({
  id: uuid,
  /** The corrected fields; those that are missing stay as they came. */
  data: z.record(z.string(), z.unknown()).optional(),
  /** Whom it is about, where that could not be told. */
  clientId: uuid.optional(),
})

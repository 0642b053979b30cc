// @ts-check

/** @import { PlainInputField } from "zapier-platform-core" */

/** @type {(key: string, label: string, helpText?: string, required?: boolean) => PlainInputField} */
const text = (key, label, helpText, required = false) => ({
  key,
  label,
  type: "string",
  required,
  ...(helpText && { helpText }),
})

const client = [
  text("client_first_name", "First Name"),
  text("client_last_name", "Last Name"),
  text("client_email", "E-Mail"),
  text("client_phone", "Phone"),
  text("client_uci_number", "UCI Number"),
  text(
    "client_source",
    "Client's Id Is From",
    "The program that gave the id, such as `stripe`; Zapier itself when empty.",
  ),
  text("client_external_id", "Client's Id", "The client's id at the sender, such as `cus_1`."),
]

const day = "Such as 12/31/2026 or 2026-12-31."
const membershipId = text(
  "membership_external_id",
  "Membership's Id",
  "Its id at the sender, such as `sub_1`.",
)
const plan = "The code of the plan, such as `unlimited`."
const term = [
  text("membership_plan_code", "Plan", plan, true),
  text("membership_starts_on", "First Day", day, true),
  text("membership_ends_on", "Last Day", `${day} Left empty, it is as long as the plan.`),
  membershipId,
]

/**
 * The events that the CRM takes, and what it wants to know of each: fields of the client, then of the membership.
 * @type {Record<string, { label: string, fields: PlainInputField[] }>}
 */
export const takenEvents = {
  "membership.created": { label: "Membership bought", fields: [...client, ...term] },
  "membership.renewed": { label: "Membership renewed", fields: [...client, ...term] },
  "membership.cancelled": {
    label: "Membership cancelled",
    fields: [...client, text("membership_plan_code", "Plan", plan), membershipId],
  },
  "client.upserted": { label: "Client added or changed", fields: client },
  "consent.revoked": { label: "Text messages no longer wanted", fields: client },
}

/**
 * The `data` of an event: what was filled in of its fields, by part. What is left empty is left out.
 * @param {string} event
 * @param {Record<string, unknown>} given
 */
export function dataOf(event, given) {
  /** @type {Record<string, Record<string, unknown>>} */
  const data = {}
  for (const { key } of takenEvents[event]?.fields ?? []) {
    const [, part = "", name = ""] = /^([a-z]+)_(.+)$/.exec(key) ?? []
    data[part] ??= {}
    if (String(given[key] ?? "").trim() !== "") data[part][name] = given[key]
  }
  return data
}

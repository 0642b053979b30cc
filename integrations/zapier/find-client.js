// @ts-check
import { defineSearch } from "zapier-platform-core"
import { ask } from "./crm.js"
import { sampleClient } from "./samples.js"

/** @import { Bundle, ZObject } from "zapier-platform-core" */

export const findClient = defineSearch({
  key: "find_client",
  noun: "Client",
  display: {
    label: "Find Client",
    description: "Finds a client by name, phone, e-mail or UCI number.",
  },
  operation: {
    inputFields: [
      {
        key: "query",
        label: "Name, Phone, E-Mail or UCI Number",
        type: "string",
        required: true,
        helpText:
          "A name may fit several people, of whom the newest comes first: a phone number or e-mail is surer.",
      },
    ],
    perform,
    sample: sampleClient,
  },
})

/**
 * The clients that fit, as events tell of them: nothing about coverage, who pays, health or notes.
 * @param {ZObject} z
 * @param {Bundle} bundle
 */
async function perform(z, bundle) {
  // Zapier takes out what stands in double braces. What has neither letter nor digit fits everybody.
  const query = String(bundle.inputData.query ?? "").replace(/[{}]/g, " ")
  if (!/[\p{L}\p{N}]/u.test(query)) return []
  const found = await ask(z, bundle, `/clients?${new URLSearchParams({ query, limit: "20" })}`)
  return found.data.map(told)
}

/** @param {Record<string, unknown>} client */
const told = ({ id, first_name, last_name, email, phone, language, external_ids }) => ({
  id,
  first_name,
  last_name,
  email,
  phone,
  language,
  external_ids,
})

// @ts-check
import { ask, originOf } from "./crm.js"
import { requireSigningSecret } from "./send-event.js"

/** @import { Authentication, Bundle, ZObject } from "zapier-platform-core" */

/** @type {Authentication} */
export const authentication = {
  type: "custom",
  fields: [
    {
      key: "address",
      label: "Address of the CRM",
      type: "string",
      required: true,
      placeholder: "https://crm.example.org",
      helpText: "Where staff open the CRM in a browser.",
    },
    {
      key: "api_key",
      label: "API key",
      type: "password",
      required: true,
      helpText: "An admin's key. Make one for Zapier alone under Admin, API keys.",
    },
    {
      key: "signing_secret",
      label: "Signing secret",
      type: "password",
      required: false,
      helpText: "The CRM's ZAPIER_HMAC_SECRET. Only *Send Membership Event* needs it.",
    },
  ],
  test,
  connectionLabel: "{{bundle.inputData.host}}",
}

/**
 * Whether the key is an admin's, and the secret, where there is one, the CRM's own; gives the name of the connection.
 * @param {ZObject} z
 * @param {Bundle} bundle
 */
async function test(z, bundle) {
  await ask(z, bundle, "/webhooks/samples/client.created")
  if (bundle.authData.signing_secret) await requireSigningSecret(z, bundle)
  return { host: new URL(originOf(z, bundle)).host }
}

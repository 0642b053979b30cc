// @ts-check
import { defineTrigger } from "zapier-platform-core"
import { ask } from "./crm.js"
import { outgoingEvents } from "./events.js"
import { sampleEvent } from "./samples.js"
import { isSigned } from "./signing.js"

/** @import { Bundle, ZObject } from "zapier-platform-core" */

export const triggers = Object.fromEntries(outgoingEvents.map((line) => [line.key, triggerOf(line)]))

/** @param {(typeof outgoingEvents)[number]} line */
function triggerOf({ key, event, noun, label, description }) {
  return defineTrigger({
    key,
    noun,
    display: { label, description },
    operation: {
      type: "hook",
      performSubscribe: (z, bundle) => subscribe(z, bundle, event),
      performUnsubscribe: unsubscribe,
      perform: (z, bundle) => received(z, bundle, event),
      performList: (z, bundle) => ask(z, bundle, `/webhooks/samples/${event}`),
      sample: sampleEvent(event),
    },
  })
}

/**
 * What Zapier keeps of a subscription: its id, and the secret with which its messages are signed.
 * @param {ZObject} z
 * @param {Bundle} bundle
 * @param {string} event
 */
function subscribe(z, bundle, event) {
  const body = JSON.stringify({ target_url: bundle.targetUrl, event })
  const headers = { "content-type": "application/json" }
  return ask(z, bundle, "/webhooks/subscriptions", { method: "POST", headers, body })
}

/**
 * @param {ZObject} z
 * @param {Bundle} bundle
 */
async function unsubscribe(z, bundle) {
  await ask(z, bundle, `/webhooks/subscriptions/${bundle.subscribeData?.id}`, { method: "DELETE" })
  return {}
}

/**
 * The event in a message, as it was sent. Nothing for a test from the CRM's page, which is of no event's type.
 * @param {ZObject} z
 * @param {Bundle} bundle
 * @param {string} event
 */
function received(z, { rawRequest = {}, subscribeData }, event) {
  const { secret = "" } = /** @type {{ secret?: string }} */ (subscribeData ?? {})
  // `content` is the body before Zapier read anything into it, and ours is always UTF-8: the exact bytes.
  if (!isSigned(secret, rawRequest, new Date()))
    throw new z.errors.Error(
      "This message was not signed by the CRM. Turn the Zap off and on again.",
      "unsigned",
    )
  const message = JSON.parse(rawRequest.content ?? "")
  return message.event === event ? [message] : []
}

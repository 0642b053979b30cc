// @ts-check
import { defineCreate } from "zapier-platform-core"
import { dataOf, takenEvents } from "./membership-fields.js"
import { sendEvent } from "./send-event.js"

/** @import { Bundle, ZObject } from "zapier-platform-core" */

export const membershipEvent = defineCreate({
  key: "membership_event",
  noun: "Membership Event",
  display: {
    label: "Send Membership Event",
    description:
      "Tells the CRM that a membership was bought, renewed or cancelled, or that a client changed.",
  },
  operation: {
    inputFields: [
      {
        key: "event",
        label: "What Happened",
        type: "string",
        required: true,
        choices: Object.fromEntries(Object.entries(takenEvents).map(([event, { label }]) => [event, label])),
        altersDynamicFields: true,
      },
      {
        key: "source_id",
        label: "Id of What Happened",
        type: "string",
        required: true,
        helpText:
          "The id of this payment, order or form entry in your trigger. When the step runs again with the same id, the CRM does nothing twice; so do not take the id of the client or the subscription, which comes again.",
      },
      {
        key: "happened_at",
        label: "When It Happened",
        type: "datetime",
        required: false,
        helpText: "A membership is cancelled from this day. Left empty, it is now.",
      },
      (_z, bundle) => takenEvents[String(bundle.inputData.event)]?.fields ?? [],
    ],
    perform,
    sample: { id: "zapier:membership.created:pay_1", event: "membership.created", status: "processed" },
    outputFields: [
      { key: "id", label: "Id" },
      { key: "event", label: "Event" },
      { key: "status", label: "Status" },
    ],
  },
})

/**
 * Sends the event under an id that only depends on what happened, so that the same step again is a duplicate.
 * @param {ZObject} z
 * @param {Bundle} bundle
 */
async function perform(z, bundle) {
  const { event, source_id: sourceId, happened_at: happenedAt, ...given } = bundle.inputData
  const happened = happenedAt ? new Date(String(happenedAt)) : new Date()
  if (Number.isNaN(happened.getTime())) throw new z.errors.Error("When It Happened is not a time.", "time")
  const type = String(event)
  // One payment may buy and cancel: its id alone would make the second event a duplicate of the first.
  const id = `zapier:${type}:${sourceId}`
  const data = dataOf(type, given)
  const { status } = await sendEvent(z, bundle, { id, event: type, timestamp: happened.toISOString(), data })
  return { id, event: type, status }
}

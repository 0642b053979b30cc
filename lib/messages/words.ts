import type { Sentences, Told } from "../core/told"
import type { EventData } from "../events"
import type { Occasion } from "../settings/schema"
import { occasionLabels } from "../settings/words"
import type { Dropped, LeftOut } from "./schema"

/** What is said of each event about messages to clients. */
export const messageSentences: Sentences<"messages"> & {
  krc_meetup_announce: (data: EventData["krc_meetup_announce"]) => Told
} = {
  krc_meetup_announce: () => ({ did: "sent the message about the meetup" }),
  "messages.switched": ({ occasion, on }) => ({
    did: `switched the messages ${occasionLabels[occasion as Occasion] ?? occasion} ${on ? "on" : "off"}`,
  }),
}

/** Why a message was not sent, as the end of a sentence. */
export const droppedInWords: Record<Dropped, string> = {
  no_consent: "no consent to text messages",
  no_phone: "no phone number",
  too_late: "it was too late for it",
  no_longer_true: "it was not true any more",
  deleted: "the client was deleted",
  switched_off: "these messages were switched off",
}

/** Why somebody gets no message, as the preview counts them. */
export const leftOutInWords: Record<LeftOut, string> = {
  told: "Told already",
  no_consent: "No consent to text messages",
  no_phone: "No phone number",
}

export const recipientNames = { client: "Client", guardian: "Guardian" } as const

/** Whom the message of each occasion is for. */
export const getsIt: Record<Occasion, string> = {
  welcome: "Clients who get a membership and were not covered before",
  expiry: "Clients whose membership ends within 30 days",
  nudge: "Clients who are covered and have not come this month",
  meetup: "Clients who are covered",
}

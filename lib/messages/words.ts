import type { Sentences, Told } from "../core/told"
import type { EventData } from "../events"
import type { Occasion } from "../settings/schema"
import { occasionLabels } from "../settings/words"

/** What is said of each event about messages to clients. */
export const messageSentences: Sentences<"messages"> & {
  krc_meetup_announce: (data: EventData["krc_meetup_announce"]) => Told
} = {
  krc_meetup_announce: () => ({ did: "sent the message about the meetup" }),
  "messages.switched": ({ occasion, on }) => ({
    did: `switched the messages ${occasionLabels[occasion as Occasion] ?? occasion} ${on ? "on" : "off"}`,
  }),
}

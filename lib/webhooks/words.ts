import type { Sentences } from "../core/told"

export const inboundSentences: Sentences<"inbound_event"> = {
  "inbound_event.received": ({ type }) => ({ did: `sent the event ${type}` }),
  "inbound_event.settled": ({ type }) => ({ did: `settled the event ${type}` }),
  "inbound_event.dismissed": ({ type, reason }) => ({ did: `dismissed the event ${type}: ${reason}` }),
}

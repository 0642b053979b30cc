import type { Sentences } from "../core/told"

/** What is said of each event about ggLeap. */
export const ggleapSentences: Sentences<"ggleap"> = {
  "ggleap.linked": ({ ggleapName }) => ({ did: `linked the ggLeap user ${ggleapName}` }),
  "ggleap.unlinked": ({ ggleapName }) => ({ did: `unlinked the ggLeap user ${ggleapName}` }),
  "ggleap.placed": ({ group }) => ({ did: `put the client into the ggLeap group ${group}` }),
}

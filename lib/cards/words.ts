import type { Sentences } from "../core/told"

export const memberCardSentences: Sentences<"member_card"> = {
  "member_card.issued": () => ({ did: "made a member card" }),
  "member_card.revoked": () => ({ did: "took the member card out of use" }),
}

import type { Sentences } from "../core/told"

export const memberCardSentences: Sentences<"member_card"> = {
  "member_card.issued": () => ({ did: "made a member card" }),
  "member_card.revoked": () => ({ did: "took the member card out of use" }),
}

/** The 8 digits as they stand on the card: `1234 5678`. */
export const codeInGroups = (code: string) => `${code.slice(0, 4)} ${code.slice(4)}`

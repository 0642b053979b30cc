import type { Sentences } from "../core/told"

/** What is said of each event about kept secrets. */
export const secretSentences: Sentences<"secrets"> = {
  "secrets.resealed": ({ sealed, shut }) => ({
    did: `sealed ${sealed} kept secrets with the present key${shut > 0 ? `; ${shut} no longer open` : ""}`,
  }),
}

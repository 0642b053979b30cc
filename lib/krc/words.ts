import type { Sentences } from "../core/told"

/** What is said of the move from the predecessor. */
export const krcSentences: Sentences<"krc"> = {
  "krc.migrated": ({ tables }) => {
    const moved = Object.values(tables).reduce((sum, table) => sum + table.moved, 0)
    return { did: `moved ${moved.toLocaleString("en-US")} rows here from the old system` }
  },
}

import { count } from "../core/format"
import type { Sentences } from "../core/told"

/** What is said of each event about imports. */
export const importSentences: Sentences<"import" | "clients"> = {
  "clients.exported": ({ rows }) => ({ did: `exported clients as a file: ${count(rows, "row")}` }),
  "import.problems_exported": () => ({ did: "took the wrong rows of an import as a file" }),
  "import.loaded": () => ({ did: "loaded a file to import" }),
  "import.started": () => ({ did: "started an import" }),
  "import.finished": ({ counts }) => ({ did: `finished an import: ${inWords(counts)}` }),
  "import.undo_started": () => ({ did: "began to undo an import" }),
  "import.undone": ({ counts }) => ({ did: `undid an import: ${inWords(counts)}` }),
}

const inWords = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([name, count]) => `${count.toLocaleString("en-US")} ${name}`)
    .join(", ") || "no rows"

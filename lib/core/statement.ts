const KINDS = ["select", "insert", "update", "delete"] as const
export type StatementKind = (typeof KINDS)[number] | "transaction" | "other"

/** What a statement of SQL does, by its first word. */
export function kindOf(text: string): StatementKind {
  const first = /^[\s(]*(\w+)/.exec(text)?.[1]?.toLowerCase() ?? ""
  if (first === "with") return kindWithin(text)
  if (/^(begin|commit|rollback|savepoint|release|start|set)$/.test(first)) return "transaction"
  return KINDS.find((kind) => kind === first) ?? "other"
}

/** A statement that begins with `with` changes something if any part of it does. */
function kindWithin(text: string): StatementKind {
  const change = /\b(insert into|update\s+(?:only\s+)?"?\w+"?\s+set|delete from)\b/i.exec(text)?.[1]
  return KINDS.find((kind) => change?.toLowerCase().startsWith(kind)) ?? "select"
}

/** The first table that a statement names; undefined where it names none. */
export const tableOf = (text: string): string | undefined =>
  /\b(?:from|into|update|join)\s+(?:only\s+)?"?([a-z_][\w$]*)"?/i.exec(text)?.[1]

const LONGEST = 2000

/** The text of a statement as it may be shown: on one line, and without any value that stands in it. */
export const shownText = (text: string): string =>
  text
    .slice(0, 4 * LONGEST)
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, "?")
    .replace(/'(?:[^']|'')*(?:'|$)/g, "?")
    .replace(/(?<![\w$"])\d+(?:\.\d+)?\b/g, "?")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, LONGEST)

import type { ReactNode } from "react"

/** What a command may want to know before it can be done: for which client. */
export type Errand = "check-in" | "note"

export type Command = {
  id: string
  label: string
  /** Further words by which it is found. */
  words?: string
  icon: ReactNode
  group: "do" | "go"
} & ({ href: string } | { act: () => void } | { errand: Errand })

/** What stands in the search field once an errand is chosen; the client's name follows. */
export const beginnings: Record<Errand, string> = { "check-in": "Check in ", note: "Note for " }

const patterns: Record<Errand, RegExp> = {
  "check-in": /^\s*check[\s-]*in\s+(.*)$/i,
  note: /^\s*(?:add\s+)?(?:a\s+)?note\s+for\s+(.*)$/i,
}

/** What was typed as an errand and the client it is for: `check in ana` is a check-in of `ana`. */
export function readErrand(text: string): { errand: Errand | null; query: string } {
  for (const errand of ["check-in", "note"] as const) {
    const query = patterns[errand].exec(text)?.[1]
    if (query !== undefined) return { errand, query: query.trim() }
  }
  return { errand: null, query: text.trim() }
}

/** The commands that have, for each word typed, a word that begins with it. */
export function matching(commands: Command[], text: string): Command[] {
  const typed = wordsOf(text)
  if (typed.length === 0) return []
  return commands.filter(({ label, words = "" }) => {
    const own = wordsOf(`${label} ${words}`)
    return typed.every((word) => own.some((one) => one.startsWith(word)))
  })
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

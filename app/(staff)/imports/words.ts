import type { RowAction, RowOutcome } from "@/lib/imports/read"

export const stateNames = {
  new: "Columns to be matched",
  checking: "Being checked",
  checked: "Ready to import",
  running: "Being imported",
  done: "Imported",
  undoing: "Being undone",
  undone: "Undone",
  failed: "Could not be read",
} as const

/** What the preview says of rows. */
export const actionNames: Record<RowAction, string> = {
  create: "New",
  update: "Changed",
  join: "Same person as a line above",
  same: "No change",
  skip: "There already",
  unclear: "Unclear",
  fail: "Wrong",
}

/** What became of rows. */
export const outcomeNames: Record<RowOutcome, string> = {
  created: "Added",
  updated: "Changed",
  same: "No change",
  skipped: "There already",
  failed: "Not imported",
}

export const encodingNames = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16, big-endian",
  "windows-1252": "Windows (Western Europe)",
} as const

export const delimiterNames = { ",": "Comma", ";": "Semicolon", "\t": "Tab" } as const

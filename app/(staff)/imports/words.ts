import type { RowAction, RowOutcome } from "@/lib/imports/read"

export const stateNames = {
  new: "Columns to match",
  checking: "Being checked",
  checked: "Checked, not imported yet",
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
  join: "Same person as above",
  same: "No change",
  skip: "Already there, left alone",
  unclear: "Unclear",
  fail: "Wrong",
}

/** What became of rows. */
export const outcomeNames: Record<RowOutcome, string> = {
  created: "Added",
  updated: "Changed",
  same: "No change",
  skipped: "Already there, left alone",
  failed: "Not imported",
}

export const encodingNames = {
  "utf-8": "UTF-8 (usual)",
  "windows-1252": "Windows (older Excel)",
  macintosh: "Mac OS (older Numbers and Excel)",
  cp850: "MS-DOS",
  "utf-16le": "UTF-16 (Unicode text)",
  "utf-16be": "UTF-16, other byte order",
} as const

export const delimiterNames = { ",": "Comma", ";": "Semicolon", "\t": "Tab" } as const

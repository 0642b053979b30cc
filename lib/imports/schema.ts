import { z } from "zod"
import { requiredText, uuid } from "../core/fields"
import { columnFields } from "./columns"
import { delimiters } from "./parse"
import { encodings } from "./text"

/** The largest file that is taken: 50 MB. */
export const MOST_BYTES = 50 * 1024 * 1024

export const ImportId = z.strictObject({ id: uuid })

export const ImportOptions = z.strictObject({
  /** Whether clients who are there already are changed. */
  update: z.boolean(),
  /** Whether a blank cell clears a field. */
  clearBlank: z.boolean(),
  /** Whether other notes take the place of those that a client has. */
  replaceNotes: z.boolean().optional(),
})
export type ImportOptions = z.output<typeof ImportOptions>

/** Existing clients are updated, blank cells clear nothing and notes are kept, unless somebody says otherwise. */
export const usualOptions: ImportOptions = { update: true, clearBlank: false, replaceNotes: false }

export const LoadFileInput = z.strictObject({
  fileName: requiredText(200, "Choose a file."),
  /** All of the file. */
  bytes: z
    .custom<Uint8Array>((value) => value instanceof Uint8Array, "Choose a file.")
    .refine(
      ({ length }) => length <= MOST_BYTES,
      "This file is larger than 50 MB. Split it into smaller ones.",
    ),
})

const choice = z.boolean("Say true or false.")

/**
 * A file that goes its way without questions: read as it is recognised and, unless it is a dry run, written. Without
 * the check it is only kept, for somebody to match its columns.
 */
export const ImportFileInput = LoadFileInput.extend({
  check: choice.default(true),
  dryRun: choice.default(false),
  update: choice.default(true),
  clearBlank: choice.default(false),
  replaceNotes: choice.default(false),
})

export const ConfigureInput = z.strictObject({
  id: uuid,
  encoding: z.enum(encodings).optional(),
  delimiter: z.enum(delimiters).optional(),
  headerAt: z.number().int().min(0).max(20).nullable().optional(),
  mapping: z.array(z.enum(columnFields).nullable()).max(200).optional(),
  options: ImportOptions.optional(),
})

import type { ColumnField } from "./columns"

/** What is wrong with one cell, in a sentence. */
export type RowProblem = { field: ColumnField | null; value: string; message: string }

/** A value as it can be kept and shown beside what is wrong with it. */
export const shown = (value = "") => value.slice(0, 200).toWellFormed().replaceAll("\0", "\uFFFD")

import Papa from "papaparse"

export type CsvColumn<T> = { header: string; value: (row: T) => string | number | null }

/**
 * The rows as RFC 4180 text with a header line and CRLF line ends. A text that a spreadsheet would run as a formula
 * (beginning with = + - @, also of full width, tab or return) gets an apostrophe in front (OWASP, CSV injection).
 */
export function csvOf<T>(columns: readonly CsvColumn<T>[], rows: readonly T[]): string {
  return csvLine(columns.map(({ header }) => header)) + csvRows(columns, rows)
}

/** The same without the header line; nothing for no rows. */
export function csvRows<T>(columns: readonly CsvColumn<T>[], rows: readonly T[]): string {
  return rows.map((row) => csvLine(columns.map(({ value }) => value(row)))).join("")
}

/** One line of CSV with its end. */
export const csvLine = (cells: readonly (string | number | null)[]): string =>
  `${Papa.unparse([cells as string[]], { escapeFormulae: looksLikeFormula })}\r\n`

const looksLikeFormula = /^'*[=+\-@\t\r＝＋－＠]/

/** A cell as it was before `csvLine` put an apostrophe in front of what looks like a formula. */
export const withoutApostrophe = (cell: string): string =>
  cell.startsWith("'") && looksLikeFormula.test(cell) ? cell.slice(1) : cell

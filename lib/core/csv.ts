import Papa from "papaparse"

export type CsvColumn<T> = { header: string; value: (row: T) => string | number | null }

/**
 * The rows as RFC 4180 text with a header line and CRLF line ends. A text that a spreadsheet would run as a formula
 * (beginning with = + - @ tab or return) gets an apostrophe in front (OWASP, CSV injection).
 */
export function csvOf<T>(columns: readonly CsvColumn<T>[], rows: readonly T[]): string {
  const data = rows.map((row) => columns.map(({ value }) => value(row)))
  const fields = columns.map(({ header }) => header)
  return `${Papa.unparse({ fields, data }, { escapeFormulae: true, newline: "\r\n" })}\r\n`
}

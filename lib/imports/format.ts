import { invalid } from "../core/errors"
import { fieldNamed, type Mapping, mappingByLook, mappingByName } from "./columns"
import { type Delimiter, delimiters, MOST_COLUMNS, sampleOf, tooManyColumns } from "./parse"

/** How a file is to be read. `headerAt` is the place of the headings among its records, from 0; null: it has none. */
export type Format = { delimiter: Delimiter; headerAt: number | null }

/** What was recognised in a file: how to read it, its headings, what each column is, and a few of its records. */
export type Recognised = { format: Format; headings: string[]; mapping: Mapping; examples: string[][] }

/**
 * Recognises the start of a CSV text: the delimiter and the headings by the names they give most sense to, then the
 * columns by name and by look. What is given is taken as it is. Throws invalid when there is nothing in it.
 */
export function recognise(text: string, given: Partial<Format> = {}): Recognised {
  const { delimiter, records } = given.delimiter ? sampleOf(text, given.delimiter) : likeliest(text)
  if (records.length === 0) throw invalid("file", "There is nothing in this file.")
  const headerAt = given.headerAt === undefined ? placeOfHeadings(records) : given.headerAt
  const rows = records.slice(headerAt === null ? 0 : headerAt + 1)
  const named = headerAt === null ? [] : (records[headerAt] ?? [])
  const width = widthOf(named, rows)
  if (width > MOST_COLUMNS) throw tooManyColumns(width)
  const headings = Array.from({ length: width }, (_, column) => named[column]?.trim() ?? "")
  const mapping = mappingByLook(mappingByName(headings), rows)
  return { format: { delimiter, headerAt }, headings, mapping, examples: rows.slice(0, 5) }
}

const filled = (cells: readonly string[]) => cells.findLastIndex((cell) => cell.trim() !== "") + 1

/** The columns with a heading, and those without one in which most rows have something: a single longer row is a slip. */
function widthOf(named: readonly string[], rows: readonly string[][]): number {
  const widths = rows.map(filled).toSorted((a, b) => a - b)
  const usual = widths[Math.floor((widths.length - 1) / 2)] ?? 0
  return Math.max(filled(named), named.length === 0 ? Math.max(0, ...widths) : usual)
}

function likeliest(text: string) {
  const told = /^"?sep=([,;\t])"?\n/.exec(text)?.[1] as Delimiter | undefined
  if (told) return sampleOf(text, told)
  const ways = delimiters.map((delimiter) => sampleOf(text, delimiter))
  const best = ways.toSorted((a, b) => sense(b.records) - sense(a.records))[0]
  return best && sense(best.records) > 0 ? best : sampleOf(text)
}

/** How many headings of the best line are known names of columns. */
const sense = (records: string[][]) => Math.max(0, ...records.slice(0, WITHIN).map(knownNames))

/** Titles and remarks may stand above the headings. */
const WITHIN = 10

const knownNames = (cells: string[]) => cells.filter((cell) => fieldNamed(cell)).length

/** The line with the most known names, if it has two or the only column is named. */
function placeOfHeadings(records: string[][]): number | null {
  const counts = records.slice(0, WITHIN).map(knownNames)
  const most = Math.max(...counts)
  const place = counts.indexOf(most)
  const enough = Math.min(2, records[place]?.length ?? 0)
  return most >= enough && most > 0 ? place : null
}

import { Readable } from "node:stream"
import Papa from "papaparse"
import { invalid } from "../core/errors"

export const delimiters = [",", ";", "\t"] as const
export type Delimiter = (typeof delimiters)[number]

/** One record of a CSV file: its cells as written, the number of the line on which it begins, from 1, and whether a quotation mark stands where none should. */
export type CsvRecord = { line: number; cells: string[]; quote?: boolean }

/** A record is longer than this only when a quotation mark is missing, or to harm. */
export const LONGEST_RECORD = 200_000

/** A file with more columns than this is not a list of clients. */
export const MOST_COLUMNS = 200

/**
 * The records of a CSV text (RFC 4180 with any delimiter; `\n` line ends), blank lines left out, as they are parsed:
 * however long the text is, only a piece of it is held. Throws invalid for a quotation mark that is never closed and
 * for a record of more than 200 columns or 200,000 characters.
 */
export async function* recordsIn(
  text: AsyncIterable<string>,
  delimiter: Delimiter,
): AsyncGenerator<CsvRecord> {
  let [line, lastLine] = [1, 1]
  for await (const { data, errors } of parsedPieces(text, delimiter)) {
    const quotes = new Set(errors.flatMap(({ code, row }) => (code === "InvalidQuotes" ? row : [])))
    for (const [place, cells] of data.entries()) {
      if (cells.length > MOST_COLUMNS && cells.slice(MOST_COLUMNS).some((cell) => cell.trim() !== ""))
        throw tooManyColumns(cells.length)
      if (cells.reduce((length, cell) => length + cell.length, 0) > LONGEST_RECORD) throw tooLong(line)
      if (cells.some((cell) => cell.trim() !== ""))
        yield quotes.has(place) ? { line, cells, quote: true } : { line, cells }
      lastLine = line
      line += 1 + lineEndsIn(cells)
    }
    if (errors.some(({ code }) => code === "MissingQuotes")) throw unclosed(lastLine)
  }
}

/** The first records of a sample of text, blank lines left out. Without a delimiter the likeliest is taken. */
export function sampleOf(text: string, given?: Delimiter): { delimiter: Delimiter; records: string[][] } {
  const { data, meta } = Papa.parse<string[]>(text, {
    delimiter: given ?? "",
    delimitersToGuess: [...delimiters],
    newline: "\n",
    preview: 25,
    skipEmptyLines: "greedy",
  })
  return { delimiter: given ?? delimiters.find((one) => one === meta.delimiter) ?? ",", records: data }
}

type Piece = Pick<Papa.ParseResult<string[]>, "data" | "errors">

/** papaparse tells of errors only in its callbacks; it is paused until the piece before was used up. */
async function* parsedPieces(text: AsyncIterable<string>, delimiter: Delimiter): AsyncGenerator<Piece> {
  const source = Readable.from(inLargePieces(text))
  const waiting: { piece: Piece; resume: () => void }[] = []
  let ended = false
  let withoutRecord = 0
  let failure: Error | undefined
  let wake = () => {}
  Papa.parse<string[]>(source, {
    delimiter,
    newline: "\n",
    chunk: (piece, parser) => {
      parser.pause()
      // What is no whole record yet is parsed again with the next piece: a record longer than a piece would never end.
      withoutRecord = piece.data.length > 0 ? 0 : withoutRecord + 1
      if (withoutRecord > 1) failure = tooLong()
      waiting.push({ piece, resume: () => parser.resume() })
      wake()
    },
    complete: () => {
      ended = true
      wake()
    },
    error: (error) => {
      failure = error
      wake()
    },
  })
  try {
    while (true) {
      if (failure) throw failure
      const next = waiting.shift()
      if (next) {
        yield next.piece
        next.resume()
      } else if (ended) return
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  } finally {
    source.destroy()
  }
}

const PIECE = 512 * 1024

/** An unfinished record is parsed again with each piece, so pieces must not be small. */
async function* inLargePieces(text: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = ""
  for await (const part of text) {
    piece += part
    if (piece.length < PIECE) continue
    yield piece
    piece = ""
  }
  if (piece) yield piece
}

function lineEndsIn(cells: string[]): number {
  let count = 0
  for (const cell of cells)
    for (let at = cell.indexOf("\n"); at >= 0; at = cell.indexOf("\n", at + 1)) count++
  return count
}

/** The refusal of a file that is wider than any list of clients. */
export const tooManyColumns = (width: number) =>
  invalid(
    "file",
    `This file has ${width.toLocaleString("en-US")} columns; a list of clients has at most ${MOST_COLUMNS}. Is it the right file?`,
  )

const tooLong = (line?: number) =>
  invalid(
    "file",
    `${line ? `The record in line ${line}` : "A record"} is longer than ${LONGEST_RECORD.toLocaleString("en-US")} characters. Is a quotation mark not closed?`,
  )

const unclosed = (line: number) =>
  invalid(
    "file",
    `A quotation mark in line ${line} is opened and never closed. Close it and load the file again.`,
  )

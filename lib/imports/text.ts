import { invalid } from "../core/errors"

export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const
export type Encoding = (typeof encodings)[number]

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/**
 * The encoding of a text file: by its byte order mark, by the zeros of UTF-16, else UTF-8 when every byte fits, else
 * Windows-1252. Reads the file once. Throws invalid for a file that is no text (a workbook, an archive, a picture).
 */
export async function encodingOf(bytes: Bytes): Promise<Encoding> {
  const strict = new TextDecoder("utf-8", { fatal: true })
  let fits = true
  let start = new Uint8Array()
  for await (const chunk of bytes) {
    if (start.length < SAMPLE_BYTES) start = Buffer.concat([start, chunk.subarray(0, SAMPLE_BYTES)])
    fits &&= decodes(strict, chunk)
  }
  refuseOtherFiles(start)
  const wide = wideEncodingOf(start)
  if (wide) return wide
  return fits && decodes(strict) ? "utf-8" : "windows-1252"
}

/** The file's text in pieces, without byte order mark, its line ends all `\n`. */
export async function* decoded(bytes: Bytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  let held = ""
  for await (const chunk of bytes) {
    const text = held + decoder.decode(chunk, { stream: true })
    // A return at the end may be the first half of a line end.
    held = text.endsWith("\r") ? "\r" : ""
    yield withPlainLineEnds(text.slice(0, text.length - held.length))
  }
  yield withPlainLineEnds(held + decoder.decode())
}

const SAMPLE_BYTES = 4096

const withPlainLineEnds = (text: string) => text.replace(/\r\n?/g, "\n")

function decodes(strict: TextDecoder, chunk?: Uint8Array): boolean {
  try {
    strict.decode(chunk, { stream: chunk !== undefined })
    return true
  } catch {
    return false
  }
}

function wideEncodingOf(start: Uint8Array): Encoding | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le"
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be"
  const half = start.length >> 1
  const zeros = (parity: number) => start.filter((byte, place) => byte === 0 && place % 2 === parity).length
  if (half > 1 && zeros(1) > half * 0.6 && zeros(0) < half * 0.1) return "utf-16le"
  if (half > 1 && zeros(0) > half * 0.6 && zeros(1) < half * 0.1) return "utf-16be"
}

const signatures: [hex: string, kind: string][] = [
  ["504b0304", "an Excel workbook or a zip archive"],
  ["504b0506", "a zip archive"],
  ["d0cf11e0", "an old Excel workbook"],
  ["1f8b", "a compressed file"],
  ["25504446", "a PDF"],
  ["89504e47", "a picture"],
  ["ffd8ff", "a picture"],
  ["47494638", "a picture"],
  ["7f454c46", "a program"],
  ["4d5a90", "a program"],
]

function refuseOtherFiles(start: Uint8Array) {
  const hex = Buffer.from(start.subarray(0, 4)).toString("hex")
  const known = signatures.find(([signature]) => hex.startsWith(signature))
  if (known) throw notText(`This is ${known[1]}.`)
  if (wideEncodingOf(start) || hex.startsWith("efbbbf")) return
  const strange = start.filter((byte) => byte < 32 && ![0, 9, 10, 12, 13].includes(byte)).length
  const zeros = start.filter((byte) => byte === 0).length
  if (strange > start.length * 0.02 || zeros > start.length * 0.1) throw notText("This is no text file.")
}

const notText = (what: string) =>
  invalid("file", `${what} Open it in a spreadsheet, save it as CSV, and load that file.`)

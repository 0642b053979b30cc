import iconv from "iconv-lite"
import { invalid } from "../core/errors"

export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252", "macintosh", "cp850"] as const
export type Encoding = (typeof encodings)[number]

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/**
 * The encoding of a text file: by its byte order mark, by the zeros of UTF-16, else UTF-8 when every byte fits, or when more letters
 * fit than bytes do not; else the one of Windows, Mac OS and MS-DOS that makes the most letters. Reads the file once. Throws invalid for a file that is no text (a workbook, an archive, a picture).
 */
export async function encodingOf(bytes: Bytes): Promise<Encoding> {
  const lenient = new TextDecoder("utf-8")
  const seen = { letters: 0, strays: 0, scores: [0, 0, 0] }
  let start = new Uint8Array()
  for await (const chunk of bytes) {
    if (start.length < SAMPLE_BYTES) start = Buffer.concat([start, chunk.subarray(0, SAMPLE_BYTES)])
    weigh(lenient.decode(chunk, { stream: true }), seen)
    scoreBytes(chunk, seen.scores)
  }
  weigh(lenient.decode(), seen)
  refuseOtherFiles(start)
  const wide = wideEncodingOf(start)
  if (wide) return wide
  if (seen.strays === 0 || seen.letters > 2 * seen.strays) return "utf-8"
  return oneByte[seen.scores.indexOf(Math.max(...seen.scores))] ?? "windows-1252"
}

type Seen = { letters: number; strays: number }

/** Counts what UTF-8 reads beyond ASCII, and what it cannot read. */
function weigh(text: string, seen: Seen): void {
  for (const found of text.match(/[^\0-\x7f]/gu) ?? []) {
    if (found === "\uFFFD") seen.strays++
    else if (found !== "\uFEFF") seen.letters++
  }
}

/** Where two score alike, the first is meant. */
const oneByte = ["windows-1252", "macintosh", "cp850"] as const

/** What the bytes from 0x80 on are in each of them, and whether that is what people write in names and notes. */
const usual = oneByte.map((encoding) => {
  const all = decodeBytes(
    Uint8Array.from({ length: 128 }, (_, byte) => byte + 128),
    encoding,
  )
  return [...all].map((letter) =>
    /[áéíóúüñçàèìòùâêîôûãõäöëïåøæßÁÉÍÓÚÜÑÇÀÈÂÊÎÔÃÕÄÖËÏÅØÆ’]/.test(letter)
      ? "letter"
      : /[“”‘–—¿¡€°]/.test(letter)
        ? "mark"
        : "odd",
  )
})

const isAsciiLetter = (byte: number | undefined) =>
  byte !== undefined && ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122))

/** Adds for each encoding how many bytes it reads as people write: inside a word only letters. */
function scoreBytes(chunk: Uint8Array, scores: number[]): void {
  for (const [place, byte] of chunk.entries()) {
    if (byte < 128) continue
    const isInside = isAsciiLetter(chunk[place - 1]) && isAsciiLetter(chunk[place + 1])
    for (const [one, kinds] of usual.entries()) {
      const kind = kinds[byte - 128]
      scores[one] = (scores[one] ?? 0) + (kind === "letter" || (kind === "mark" && !isInside) ? 1 : 0)
    }
  }
}

function decodeBytes(bytes: Uint8Array, encoding: (typeof oneByte)[number]): string {
  return encoding === "cp850"
    ? iconv.decode(Buffer.from(bytes), "cp850")
    : new TextDecoder(encoding).decode(bytes)
}

/** The file's text in pieces, without byte order mark, its line ends all `\n`. */
export async function* decoded(bytes: Bytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = decoderOf(encoding)
  let held = ""
  for await (const chunk of bytes) {
    const text = held + decoder.decode(chunk)
    // A return at the end may be the first half of a line end.
    held = text.endsWith("\r") ? "\r" : ""
    yield withPlainLineEnds(text.slice(0, text.length - held.length))
  }
  yield withPlainLineEnds(held + decoder.end())
}

function decoderOf(encoding: Encoding): { decode: (chunk: Uint8Array) => string; end: () => string } {
  if (encoding === "cp850") {
    const dos = iconv.getDecoder("cp850")
    return { decode: (chunk) => dos.write(Buffer.from(chunk)), end: () => dos.end() ?? "" }
  }
  const decoder = new TextDecoder(encoding)
  return { decode: (chunk) => decoder.decode(chunk, { stream: true }), end: () => decoder.decode() }
}

const SAMPLE_BYTES = 4096

const withPlainLineEnds = (text: string) => text.replace(/\r\n?/g, "\n")

function wideEncodingOf(start: Uint8Array): Encoding | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le"
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be"
  const half = start.length >> 1
  const zeros = (parity: number) => start.filter((byte, place) => byte === 0 && place % 2 === parity).length
  if (half > 1 && zeros(1) > half * 0.6 && zeros(0) < half * 0.1) return "utf-16le"
  if (half > 1 && zeros(0) > half * 0.6 && zeros(1) < half * 0.1) return "utf-16be"
}

const signatures: [hex: string, kind: string][] = [
  ["504b0304", "a zip archive"],
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
  if (/^\s*<(!doctype html|html|table)/i.test(Buffer.from(start).toString("latin1").slice(0, 200)))
    throw notText("This is a web page under the name of a spreadsheet.")
  if (wideEncodingOf(start) || hex.startsWith("efbbbf")) return
  const strange = start.filter((byte) => byte < 32 && ![0, 9, 10, 12, 13].includes(byte)).length
  const zeros = start.filter((byte) => byte === 0).length
  if (strange > start.length * 0.02 || zeros > start.length * 0.1) throw notText("This is no text file.")
}

const notText = (what: string) =>
  invalid("file", `${what} Open it in a spreadsheet, save it as XLSX or CSV, and load that file.`)

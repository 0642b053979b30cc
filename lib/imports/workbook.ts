import { unzip } from "fflate"
import Papa from "papaparse"
import readWorkbook from "read-excel-file/universal"
import { invalid } from "../core/errors"

/** Unpacked, a list of clients is smaller. */
const LARGEST_UNPACKED = 200 * 1024 * 1024

const isZip = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 4)).toString("hex") === "504b0304"

/**
 * A file as a CSV text in UTF-8 where it is an Excel workbook (XLSX): its first sheet with anything in it, numbers digit by digit as
 * they are kept, days in ISO 8601; every other file as it is. With several such sheets `fileName` says which one it is. Throws invalid
 * for a workbook that is damaged or far too large, and for another spreadsheet, with what to do.
 */
export async function asText(file: { fileName: string; bytes: Uint8Array }) {
  if (!isZip(file.bytes)) return file
  const names = await namesIn(file.bytes)
  if (names.some((name) => name.endsWith(".iwa")))
    throw other("a Numbers document", "Export it to CSV or XLSX")
  if (!names.includes("xl/workbook.xml"))
    throw names.includes("content.xml")
      ? other("an OpenDocument spreadsheet", "Save it as XLSX or CSV")
      : other("a zip archive", "Unpack it first")
  const sheets = await sheetsIn(file.bytes)
  const [first, ...more] = sheets.filter(({ data }) => data.some((row) => row.some((cell) => cell !== null)))
  if (!first) throw invalid("file", "There is nothing in this workbook.")
  const text = Papa.unparse(
    first.data.map((row) => row.map(inText)),
    { newline: "\n" },
  )
  const fileName = more.length > 0 ? `${file.fileName}, sheet ${first.sheet}`.slice(0, 200) : file.fileName
  return { fileName, bytes: new Uint8Array(Buffer.from(text)) }
}

const other = (what: string, todo: string) => invalid("file", `This is ${what}. ${todo}, and load that.`)

const damaged = () => invalid("file", "This workbook cannot be read. Save it as CSV, and load that.")

/** The names of the files in a zip archive; nothing of it is unpacked. */
function namesIn(bytes: Uint8Array): Promise<string[]> {
  const names: string[] = []
  let size = 0
  return new Promise((resolve, reject) => {
    const filter = ({ name, originalSize }: { name: string; originalSize: number }) => {
      names.push(name)
      size += originalSize
      return false
    }
    unzip(bytes, { filter }, (error) => {
      if (error) reject(damaged())
      else if (size > LARGEST_UNPACKED) reject(invalid("file", "This workbook is too large. Save it as CSV."))
      else resolve(names)
    })
  })
}

async function sheetsIn(bytes: Uint8Array) {
  try {
    const input = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer
    return await readWorkbook(input, { parseNumber: (text) => text })
  } catch {
    throw damaged()
  }
}

function inText(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return cell === null || cell === undefined ? "" : String(cell)
}

import { encodeQR } from "qr"

/** A QR code as one SVG path in a square of `size` by `size` units, quiet zone included. */
export type QrCode = { size: number; path: string }

/** The QR code of a text. */
export function qrCode(text: string): QrCode {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 4 })
  const path = rows.flatMap((row, y) => runsIn(row).map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`))
  return { size: rows.length, path: path.join("") }
}

/** Where dark modules begin in a row, and how many follow each other. */
function runsIn(row: boolean[]): [x: number, width: number][] {
  const starts = row.flatMap((dark, x) => (dark && !row[x - 1] ? [x] : []))
  return starts.map((x) => {
    const end = row.indexOf(false, x)
    return [x, (end < 0 ? row.length : end) - x]
  })
}

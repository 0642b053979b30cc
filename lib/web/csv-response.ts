import "server-only"
import { Readable } from "node:stream"

/** An answer that carries the text as a CSV file (UTF-8 with a byte order mark), piece by piece as it comes. */
export function csvResponse(name: string, text: string | AsyncIterable<string>): Response {
  async function* pieces() {
    yield "\uFEFF"
    if (typeof text === "string") yield text
    else yield* text
  }
  return new Response(Readable.toWeb(Readable.from(pieces())) as BodyInit, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}.csv"`,
      "Cache-Control": "no-store",
    },
  })
}

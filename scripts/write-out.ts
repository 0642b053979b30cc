import { once } from "node:events"

/** Writes a CSV file to stdout, piece by piece, as fast as it is read there. */
export async function writeOut(pieces: AsyncIterable<string>): Promise<void> {
  // Whoever read it has read enough.
  process.stdout.on("error", () => process.exit(1))
  process.stdout.write("\uFEFF")
  for await (const piece of pieces) if (!process.stdout.write(piece)) await once(process.stdout, "drain")
}

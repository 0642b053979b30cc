import type { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { type ExtractEvents, extract, type Header } from "tar-stream"

export type TarEntry = { header: Header; content: AsyncIterable<Buffer> }

/**
 * The entries of a tar archive, each to be read or left before the next is asked for. Ends once `plain` was read to its
 * end, and throws its error where it fails; whoever reads an entry then is told the same.
 */
export async function* entriesOf(plain: Readable): AsyncGenerator<TarEntry, void> {
  const tar = extract()
  const read = pipeline(plain, tar)
  read.catch(() => {})
  for await (const entry of tar) yield { header: entry.header, content: contentOf(entry, read) }
  await read
}

async function* contentOf(entry: ExtractEvents["entry"][1], read: Promise<void>) {
  try {
    yield* entry as AsyncIterable<Buffer>
  } catch (error) {
    // An entry that nobody had begun to read does not tell why it was destroyed: the whole does.
    if (isDestroyed(error)) await read
    throw error
  }
}

const isDestroyed = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === "STREAM_DESTROYED"

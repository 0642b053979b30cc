import { HttpProblem } from "./problem"

/** So much more than allowed is read and dropped, so that whoever still sends it gets to read the answer. */
const DROPPED_AT_MOST = 64 * 1024 * 1024

/**
 * The whole body of a request; counted as it comes, for a body in chunks does not tell its length. Throws HttpProblem
 * 413 with `message` when it is longer than `most` bytes, and 400 when whoever sends it goes away before its end.
 */
export async function bytesOf(
  { body }: Request,
  most: number,
  message: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunksOf(body)) {
    size += chunk.byteLength
    if (size > most + DROPPED_AT_MOST) break
    if (size <= most) chunks.push(chunk)
    else chunks.length = 0
  }
  if (size > most) throw new HttpProblem(413, message)
  return Buffer.concat(chunks)
}

async function* chunksOf(body: Request["body"]) {
  try {
    yield* body ?? []
  } catch {
    throw new HttpProblem(400, "The request ended before its body did.")
  }
}

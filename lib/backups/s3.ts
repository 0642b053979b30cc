import { createReadStream } from "node:fs"
import { type IncomingMessage, request as plainRequest } from "node:http"
import { request as tlsRequest } from "node:https"
import { text } from "node:stream/consumers"
import { pipeline } from "node:stream/promises"
import { AwsV4Signer } from "aws4fetch"
import { AppError } from "../core/errors"
import type { Sidecar } from "./sidecar"

export type S3 = { url: string; region: string; accessKeyId: string; secretAccessKey: string }

const SILENCE_MS = 60_000

/**
 * Puts a file into the bucket, or the folder of it, that `s3.url` names. Its SHA-256 is part of what is signed, so that the
 * place refuses other bytes. Throws AppError `unavailable` with what it answered.
 */
export async function putObject(s3: S3, path: string, { file, sha256, size }: Sidecar): Promise<void> {
  const url = new URL(`${s3.url.replace(/\/+$/, "")}/${encodeURIComponent(file)}`)
  const signer = new AwsV4Signer({
    ...{ method: "PUT", url: url.href, service: "s3", headers: { "x-amz-content-sha256": sha256 } },
    ...{ accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey, region: s3.region },
  })
  const { headers } = await signer.sign()
  const answer = await send(url, { ...Object.fromEntries(headers), "content-length": String(size) }, path)
  const body = await text(answer)
  if (answer.statusCode === 200) return
  const code = /<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? "no reason given"
  throw new AppError("unavailable", `The S3-compatible place answered ${answer.statusCode} (${code}).`)
}

/** `fetch` cannot send a stream of a known length. */
async function send(url: URL, headers: Record<string, string>, path: string): Promise<IncomingMessage> {
  const asked = (url.protocol === "https:" ? tlsRequest : plainRequest)(url, { method: "PUT", headers })
  asked.setTimeout(SILENCE_MS, () =>
    asked.destroy(new AppError("unavailable", "The S3-compatible place does not answer.")),
  )
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    asked.once("response", resolve).once("error", (error: NodeJS.ErrnoException) => {
      const silence = new AppError("unavailable", `The S3-compatible place does not answer (${error.code}).`)
      reject(error instanceof AppError ? error : silence)
    })
  })
  // A place that refuses may answer, and close, before it has read everything.
  pipeline(createReadStream(path), asked).catch(() => {})
  return await answered
}

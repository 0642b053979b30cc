import { createHash, createHmac } from "node:crypto"
import { once } from "node:events"
import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { buffer } from "node:stream/consumers"

const keys = {
  accessKeyId: "AKIDTEST",
  secretAccessKey: "nobody uses this secret anywhere",
  region: "us-west-2",
}

/**
 * A place that keeps what is put there as S3 does: only under a signature (AWS Signature Version 4) over the method, the
 * address, the signed headers and the SHA-256 of exactly the bytes that came. Written from the specification, not with the
 * library that signs.
 */
export async function openS3() {
  const kept = new Map<string, Buffer>()
  const server = createServer(async (asked, answer) => {
    const body = await buffer(asked)
    const refusal = refusalOf(asked, body)
    if (!refusal) kept.set(String(asked.url), body)
    answer.writeHead(refusal ? 403 : 200).end(refusal && `<Error><Code>${refusal}</Code></Error>`)
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bucket/folder/`
  return { kept, s3: { url, ...keys }, close: () => server.close() }
}

function refusalOf(asked: IncomingMessage, body: Buffer): string | undefined {
  const { authorization = "", "x-amz-date": date, "x-amz-content-sha256": sha256 } = asked.headers
  const given = /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\S+), ?SignedHeaders=(\S+), ?Signature=(\w+)$/.exec(
    authorization,
  )
  const [, id, scope = "", signed = "", signature] = given ?? []
  if (id !== keys.accessKeyId) return "InvalidAccessKeyId"
  if (sha256 !== hex(body)) return "XAmzContentSHA256Mismatch"
  if (asked.headers["content-length"] !== String(body.length)) return "MissingContentLength"
  if (!["host", "x-amz-content-sha256", "x-amz-date"].every((name) => signed.split(";").includes(name)))
    return "AccessDenied"
  const headers = signed.split(";").map((name) => `${name}:${asked.headers[name]}\n`)
  const canonical = [asked.method, asked.url, "", headers.join(""), signed, sha256].join("\n")
  const text = ["AWS4-HMAC-SHA256", date, scope, hex(canonical)].join("\n")
  const key = [...scope.split("/")].reduce<Buffer>(
    (key, part) => createHmac("sha256", key).update(part).digest(),
    Buffer.from(`AWS4${keys.secretAccessKey}`),
  )
  if (scope !== `${String(date).slice(0, 8)}/${keys.region}/s3/aws4_request`)
    return "AuthorizationHeaderMalformed"
  return createHmac("sha256", key).update(text).digest("hex") === signature
    ? undefined
    : "SignatureDoesNotMatch"
}

const hex = (content: Buffer | string) => createHash("sha256").update(content).digest("hex")

import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

export type SentSpan = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  attributes: { key: string; value: Record<string, unknown> }[]
  status: { code?: number }
}

/** A collector of traces, as OpenTelemetry has it: takes spans by OTLP over HTTP and keeps all that came. */
export async function openCollector() {
  const collected = { spans: [] as SentSpan[], texts: [] as string[] }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString("utf8")
    collected.texts.push(text)
    if (request.url === "/v1/traces")
      for (const { scopeSpans } of JSON.parse(text).resourceSpans)
        for (const { spans } of scopeSpans) collected.spans.push(...spans)
    response.writeHead(200, { "content-type": "application/json" }).end("{}")
  })
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return Object.assign(collected, {
    close,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  })
}

/** What a span says of itself. */
export const saidBy = ({ attributes }: SentSpan) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

import { once } from "node:events"
import { createServer } from "node:http"
import { metrics } from "../core/metrics"
import { admissionToMetrics } from "../core/metrics-token"

/** Gives the figures of this process at `/metrics` on a port of its own, to whoever sends METRICS_TOKEN. */
export async function serveMetrics(port: number) {
  const server = createServer(async (request, response) => {
    const status = request.url === "/metrics" ? admissionToMetrics(request.headers.authorization) : 404
    const { registry } = metrics()
    response.writeHead(status, { "Content-Type": status === 200 ? registry.contentType : "text/plain" })
    response.end(status === 200 ? await registry.metrics() : "")
  }).listen(port)
  await once(server, "listening")
  return { close: () => server.close() }
}

import "server-only"
import { Registry } from "prom-client"
import { metrics } from "../core/metrics"
import { admissionToMetrics } from "../core/metrics-token"
import { figuresOf } from "../jobs/figures"
import { problem } from "./api/problem"
import { shared } from "./process"

/** The figures of this process and of the database, as Prometheus reads them, for whoever sends METRICS_TOKEN. */
export async function metricsAnswer(headers: Headers): Promise<Response> {
  const status = admissionToMetrics(headers.get("authorization"))
  if (status === 404) return problem(404, "There is nothing at this address. See /api/v1/openapi.json.")
  if (status === 401) return problem(401, "Send the token for metrics.", {}, { "WWW-Authenticate": "Bearer" })
  const { registry } = metrics()
  const all = Registry.merge([registry, await figuresOf(shared().sql)])
  return new Response(await all.metrics(), {
    headers: { "Content-Type": registry.contentType, "Cache-Control": "no-store" },
  })
}

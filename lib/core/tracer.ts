import { hostname } from "node:os"
import * as otel from "@opentelemetry/api"
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http"
import { resourceFromAttributes } from "@opentelemetry/resources"
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace"
import type { Tracer } from "./trace"

const kinds = {
  server: otel.SpanKind.SERVER,
  client: otel.SpanKind.CLIENT,
  internal: otel.SpanKind.INTERNAL,
}

/**
 * Sends spans by OTLP over HTTP; the usual OTEL_ variables say where to and how. It is not made known to other libraries:
 * Next would add whole addresses.
 */
export function openTracer(service: string): Tracer {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      "service.name": service,
      "service.instance.id": `${hostname()}:${process.pid}`,
    }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  })
  const tracer = provider.getTracer("bec-crm")
  return {
    begin(name, kind, parent) {
      const span = tracer.startSpan(name, { kind: kinds[kind] }, contextOf(parent))
      const { traceId, spanId } = span.spanContext()
      return {
        traceId,
        spanId,
        say: (better, attributes) => void span.updateName(better).setAttributes(attributes),
        end: (fault, at) => {
          if (fault) span.setStatus({ code: otel.SpanStatusCode.ERROR }).setAttribute("error.type", fault)
          span.end(at)
        },
      }
    },
    stop: () => provider.shutdown(),
  }
}

function contextOf(parent: { traceId: string; spanId: string } | undefined) {
  if (!parent) return otel.ROOT_CONTEXT
  const { traceId, spanId } = parent
  const above = { traceId, spanId, traceFlags: otel.TraceFlags.SAMPLED }
  return otel.trace.setSpanContext(otel.ROOT_CONTEXT, above)
}

import { AsyncLocalStorage } from "node:async_hooks"
import { env } from "../env"

export type Attributes = Record<string, string | number | undefined>
export type SpanKind = "server" | "client" | "internal"

/** A piece of work that is timed. What is said of it are names, kinds and numbers: no text that somebody typed. */
export type Span = {
  traceId: string
  spanId: string
  say: (name: string, attributes: Attributes) => void
  end: (fault?: string, at?: Date) => void
  /** While this is there, whatever is part of it is kept here rather than sent. */
  held?: (() => void)[]
}
export type Tracer = {
  begin: (name: string, kind: SpanKind, parent: Pick<Span, "traceId" | "spanId"> | undefined) => Span
  /** Sends what was not sent yet. */
  stop: () => Promise<void>
}

// Next's bundles each have this module; they must add to the same traces.
const holder = globalThis as typeof globalThis & {
  becCrmTracer?: Tracer
  becCrmSpan?: AsyncLocalStorage<Span>
}
holder.becCrmSpan ??= new AsyncLocalStorage()
const storage = holder.becCrmSpan

/** Sends traces from now on, where OTEL_EXPORTER_OTLP_ENDPOINT says where to; nothing of it is loaded otherwise. */
export async function startTracing(service: "web" | "worker"): Promise<void> {
  if (!env().OTEL_EXPORTER_OTLP_ENDPOINT || holder.becCrmTracer) return
  const { openTracer } = await import("./tracer")
  holder.becCrmTracer = openTracer(`bec-crm-${service}`)
}

/** Sends what was not sent yet, and nothing more. */
export async function stopTracing(): Promise<void> {
  await holder.becCrmTracer?.stop()
  holder.becCrmTracer = undefined
}

/** Begins what others are part of, itself part of what a `traceparent` names; undefined where nothing is traced. */
export const beginWhole = (name: string, kind: SpanKind, traceparent?: unknown): Span | undefined =>
  holder.becCrmTracer?.begin(name, kind, parentIn(traceparent))

/** Begins a span that is part of the caller's; undefined where that is none. */
export function beginPart(name: string, kind: SpanKind): Span | undefined {
  const whole = storage.getStore()
  const span = whole && holder.becCrmTracer?.begin(name, kind, whole)
  if (!span || !whole.held) return span
  const { held } = whole
  const end: Span["end"] = (fault, at = new Date()) => void held.push(() => span.end(fault, at))
  return { ...span, held, end }
}

/** From here on whatever the caller leads to is part of this span, or of none. */
export const continueIn = (span: Span | undefined): void => storage.enterWith(span as Span)

/** Does work, and whatever it leads to, as part of this span, or of none. */
export const runIn = <R>(span: Span | undefined, work: () => R): R => storage.run(span as Span, work)

/** Does work as a span of this name that is part of the caller's; one that throws is marked with the kind of the error. */
export async function spanning<R>(
  name: string,
  kind: SpanKind,
  work: (span?: Span) => Promise<R>,
): Promise<R> {
  const span = beginPart(name, kind)
  if (!span) return work()
  try {
    const result = await runIn(span, () => work(span))
    span.end()
    return result
  } catch (error) {
    span.end(faultOf(error))
    throw error
  }
}

const faultOf = (error: unknown) => {
  const { kind, name } = error as { kind?: unknown; name?: unknown }
  return typeof kind === "string" ? kind : typeof name === "string" ? name : "unknown"
}

function parentIn(traceparent: unknown) {
  const [, traceId, spanId] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(String(traceparent)) ?? []
  return traceId && spanId ? { traceId, spanId } : undefined
}

import { hostname } from "node:os"
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client"
import { poolFigures } from "../../db/observe"

export type Metrics = ReturnType<typeof make>

// Next's bundles each have this module; they must count in one place.
const holder = globalThis as typeof globalThis & { becCrmMetrics?: Metrics }

/** The figures of this process, for Prometheus. Labels are few and known beforehand; none says anything of a client. */
export function metrics(): Metrics {
  holder.becCrmMetrics ??= make()
  return holder.becCrmMetrics
}

/** Counts what was committed and has a figure of its own. */
export function countEvents(rows: { type: string; data: unknown }[]): void {
  for (const { type, data } of rows)
    if (type === "check_in.created") metrics().checkIns.inc({ method: (data as { method: string }).method })
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const QUERY_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]
const JOB_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300]

function make() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers })
  const histogram = <L extends string>(name: string, help: string, labelNames: L[], buckets: number[]) =>
    new Histogram({ name, help, labelNames, buckets, registers })
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  gauge(
    "db_pool_connections_max",
    "Connections to the database that this process may have.",
    () => poolFigures().max,
  )
  gauge(
    "db_pool_connections_in_use",
    "Connections that a query or a transaction of this process holds.",
    () => poolFigures().inUse,
  )
  gauge(
    "db_pool_queries_waiting",
    "Statements of this process that wait for a connection.",
    () => poolFigures().waiting,
  )
  new Gauge({
    name: "bec_crm_info",
    help: "One for each process: its host and number, and whether it is a web server or a worker.",
    labelNames: ["process", "role"],
    registers,
  }).set({ process: `${hostname()}:${process.pid}`, role: process.env.NEXT_RUNTIME ? "web" : "worker" }, 1)
  return {
    registry,
    requests: histogram(
      "http_request_duration_seconds",
      "Time until a request was answered, by the pattern of its address.",
      ["method", "route", "status"],
      SECONDS,
    ),
    queries: histogram(
      "db_query_duration_seconds",
      "Time until a statement was answered, waiting for a connection included.",
      ["kind"],
      QUERY_SECONDS,
    ),
    queryErrors: counter("db_query_errors_total", "Statements that failed.", ["kind"]),
    jobs: counter("jobs_total", "Jobs that were done or failed.", ["job", "outcome"]),
    jobDurations: histogram("job_duration_seconds", "Time that a job took.", ["job"], JOB_SECONDS),
    deliveries: counter("webhook_deliveries_total", "Tries to deliver an event to a webhook target.", [
      "outcome",
    ]),
    checkIns: counter("check_ins_total", "Visits that began, by how.", ["method"]),
    signIns: counter("sign_ins_total", "Tries to sign in.", ["outcome"]),
    limited: counter("rate_limit_refusals_total", "Uses that a limit refused.", ["limit"]),
  }
}

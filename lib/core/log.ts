import pino from "pino"
import { env } from "../env"
import { current, idsOf } from "./current"

let ours: pino.Logger | undefined

/**
 * The log of this process: JSON lines on stdout, each with the id of the request or job that it belongs to. Never give
 * it anything about a client, not even inside an error.
 */
export function log(): pino.Logger {
  ours ??= logTo()
  return ours
}

/** A log like that of the process, written elsewhere. */
export function logTo(destination?: pino.DestinationStream): pino.Logger {
  const options: pino.LoggerOptions = {
    level: env().LOG_LEVEL,
    base: { app: "bec-crm" },
    redact: { paths: secretPaths, censor: "[removed]" },
    mixin: () => ({ ...idsOf(current()) }),
    hooks: {
      // pino would write the message of an error, which may quote anything.
      logMethod(args, method) {
        const [first, ...rest] = args as unknown[]
        method.apply(this, (first instanceof Error ? [traceOf(first), ...rest] : args) as never)
      },
    },
    serializers: { err: traceOf, error: (given) => (given instanceof Error ? traceOf(given).error : given) },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** Nobody writes these; should somebody do so one day, they stay out all the same. */
const personal = [
  "authorization",
  "cookie",
  '["set-cookie"]',
  "headers",
  "body",
  "password",
  "passwordHash",
  "token",
  "secret",
  "pin",
  "firstName",
  "first_name",
  "lastName",
  "last_name",
  "email",
  "phone",
  "dateOfBirth",
  "date_of_birth",
  "parentGuardianName",
  "parent_guardian_name",
  "uciNumber",
  "uci_number",
  "serviceCoordinator",
  "service_coordinator",
  "notes",
  "url",
  "parameters",
]
/** What an error says of itself by these names stays: it lies two levels down. */
const personalAbove = ["name", "code", "message", "detail"]

const under = (above: string, names: string[]) =>
  names.map((name) => (name.startsWith("[") || !above ? `${above}${name}` : `${above}.${name}`))
const secretPaths = [
  ...under("", [...personal, ...personalAbove]),
  ...under("*", [...personal, ...personalAbove]),
  ...under("*.*", personal),
]

/** What may be logged of an unexpected error: its kind, code and stack, but no message that could quote data. */
export function traceOf(error: unknown): Record<string, unknown> {
  const chain = []
  for (let cause = error; cause instanceof Error && chain.length < 4; cause = cause.cause) {
    const { code, constraint_name, table_name } = cause as {
      code?: string
      constraint_name?: string
      table_name?: string
    }
    chain.push({
      name: cause.name,
      code,
      constraint: constraint_name,
      table: table_name,
      at: framesOf(cause),
    })
  }
  return { error: chain }
}

const framesOf = (error: Error) =>
  error.stack
    ?.split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim())

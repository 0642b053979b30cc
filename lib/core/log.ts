import pino from "pino"
import { env } from "../env"

let current: pino.Logger | undefined

/** The log of this process: JSON lines on stdout. Never give it anything about a client, not even inside an error. */
export function log(): pino.Logger {
  current ??= pino({ level: env().LOG_LEVEL, base: { app: "bec-crm" } })
  return current
}

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

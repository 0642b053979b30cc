import "server-only"
import { log, traceOf } from "../core/log"

const levels = { debug: "debug", log: "info", info: "info", warn: "warn", error: "error" } as const

/**
 * What Next and libraries write to the console goes through the log: of an error its kind and place, of a text its plain
 * words, without what is quoted in it.
 */
export function consoleIntoLog(): void {
  for (const [name, level] of Object.entries(levels))
    console[name as keyof typeof levels] = (...args: unknown[]) => {
      const error = args.find((arg) => arg instanceof Error)
      // Told by onRequestError already, with the request that it belongs to.
      if (error && "digest" in error) return
      log()[level]({ source: "console", ...(error && traceOf(error)) }, plainWords(args))
    }
}

/** The texts among what was to be written, as far as they can be somebody's words rather than somebody's data. */
export const plainWords = (args: unknown[]): string =>
  args
    .filter((arg) => typeof arg === "string")
    .join(" ")
    .split("\n", 1)
    .join("")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours of a terminal
    .replace(/\u001b\[\d*m/g, "")
    .replace(/(["'`]).*?(\1|$)/g, "[quoted]")
    .replace(/\S*[@?=]\S*|\S*\d{4,}\S*/g, "[left out]")
    .slice(0, 200)
    .trim()

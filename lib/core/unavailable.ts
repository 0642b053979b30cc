import { AppError } from "./errors"

/** What postgres.js, the network and Postgres say while the database cannot be reached or is just starting. */
const AWAY = new Set([
  ...["CONNECTION_CLOSED", "CONNECTION_DESTROYED", "CONNECTION_ENDED", "CONNECT_TIMEOUT"],
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOENT", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH"],
  ...["57P01", "57P02", "57P03", "08000", "08001", "08003", "08006", "53300"],
])
const FULL = new Set(["53100"])

/**
 * The AppError `unavailable` behind the error of a database that is away, or has no room to write: what to tell whoever
 * asked. Undefined for any other error. Whether the last change was kept is not known then, so nothing is said of it.
 */
export function unavailableBehind(error: unknown): AppError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: string }
    if (code && FULL.has(code))
      return unavailable(
        "Nothing can be saved just now: the server's disk is full. Please tell whoever runs it.",
        60,
      )
    if (code && AWAY.has(code) && !isOfFiles(cause))
      return unavailable("The CRM cannot reach its database just now. Please try again in a moment.", 5)
  }
}

/**
 * For a process that runs on its own: postgres.js asks a new connection for its types in a promise that nobody can await,
 * and that a database is away must not end the process.
 */
export function outliveLostConnections(): void {
  process.on("unhandledRejection", (reason) => {
    if (!unavailableBehind(reason)) throw reason
  })
}

/** A page that fails is given nothing but the digest. */
const unavailable = (message: string, retryAfterSeconds: number) =>
  Object.assign(new AppError("unavailable", message, { retryAfterSeconds }), { digest: "unavailable" })

/** A file that is missing has the code of a socket that is. */
const isOfFiles = (error: Error) => "path" in error && (error as { syscall?: string }).syscall !== "connect"

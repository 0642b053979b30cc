export type FieldError = { field: string; message: string }

/** Something that is there already, so that what was asked for may be the same: its id and what people call it. */
export type Existing = { id: string; name: string; deleted: boolean }

export type ErrorKind =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "stale"
  | "rate_limited"
  | "unavailable"

/** What a module throws when it says no. Adapters turn it into a form state or a problem document. */
export class AppError extends Error {
  constructor(
    readonly kind: ErrorKind,
    message: string,
    readonly details: {
      fields?: FieldError[]
      existing?: Existing[]
      retryAfterSeconds?: number
      /** The id of the client into whom the one that was asked for was merged. */
      mergedInto?: string
    } = {},
  ) {
    super(message)
    this.name = "AppError"
  }
}

/** The refusal of one field, by its name in the input. */
export const invalid = (field: string, message: string) =>
  new AppError("invalid", message, { fields: [{ field, message }] })

/** The refusal to work on something that is not there; `noun` is what people call it. */
export const notFound = (noun: string) => new AppError("not_found", `This ${noun} does not exist (any more).`)

const takenMessages: Record<string, FieldError> = {
  clients_uci_key: { field: "uciNumber", message: "Another client has this UCI number." },
  users_email_key: { field: "email", message: "A user with this e-mail exists already." },
  contact_methods_once: { field: "value", message: "This client has this contact already." },
  tags_name_key: { field: "name", message: "A tag with this name exists already." },
  plans_code_key: { field: "code", message: "A plan with this code exists already." },
  memberships_renewal_key: {
    field: "cancelledFrom",
    message: "Another renewal took its place in the meantime. Cancel that one first.",
  },
  memberships_external_id_key: { field: "externalId", message: "This external id is taken." },
}

/** The conflict behind a unique-constraint violation of Postgres (SQLSTATE 23505), or the error as it is. */
export function asAppError(error: unknown): unknown {
  const violation = uniqueViolation(error)
  if (!violation) return error
  const taken = takenMessages[violation]
  return new AppError("conflict", taken?.message ?? "This exists already.", { fields: taken ? [taken] : [] })
}

function uniqueViolation(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code, constraint_name } = cause as { code?: string; constraint_name?: string }
    if (code === "23505") return constraint_name ?? ""
  }
}

/** The first cause says what is wrong; what lies above it only where. */
export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause ? causeOf(error.cause) : error.message || String((error as { code?: string }).code)
}

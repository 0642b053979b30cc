import type { ErrorKind, Existing, FieldError } from "./errors"

/** Why something was refused or failed; `unexpected` is a bug or a lost connection. */
export type Failure = {
  kind: ErrorKind | "unexpected"
  message: string
  fields: FieldError[]
  existing?: Existing[]
}

/** What a server action answers: never an exception, so that a page can say what happened. */
export type Outcome<R> = { ok: true; data: R } | { ok: false; error: Failure }

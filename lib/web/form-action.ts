import "server-only"
import { revalidatePath } from "next/cache"
import type { z } from "zod"
import type { Operation, Query } from "../core/operation"
import { type Outcome, outcomeOf } from "./outcome"
import { staffContext } from "./session"

export type FormState<R> = Outcome<R> | null

/** A server action for a form: `useActionState(action, null)`. `read` turns the form's fields into the input. */
export function formAction<S extends z.ZodType, R>(
  operation: Operation<S, R>,
  read: (fields: Record<string, string>, form: FormData) => unknown = (fields) => fields,
) {
  const call = callAction(operation)
  return (_: FormState<R>, form: FormData): Promise<FormState<R>> =>
    call(read(fieldsOf(form), form) as z.input<S>)
}

/** A server action for a button or a script on the page: takes the operation's input, answers with its outcome. */
export function callAction<S extends z.ZodType, R>(operation: Operation<S, R> | Query<S, R>) {
  return async (input: z.input<S>): Promise<Outcome<R>> => {
    const ctx = await staffContext()
    const outcome = await outcomeOf(ctx.requestId, () => operation(ctx, input))
    if (outcome.ok && operation.kind === "operation") revalidatePath("/", "layout")
    return outcome
  }
}

/** The text fields of a form by name, without those that Next adds. */
function fieldsOf(form: FormData): Record<string, string> {
  const entries = [...form].filter(
    ([name, value]) => !name.startsWith("$ACTION") && typeof value === "string",
  )
  return Object.fromEntries(entries) as Record<string, string>
}

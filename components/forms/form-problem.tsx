import { Alert } from "@/components/ui/alert"
import { FormErrors } from "@/components/ui/form-errors"
import type { Failure } from "@/lib/core/outcome"

type FormProblemProps = { error: Failure | null; names?: Record<string, string> }

/** On top of a form: what the server said no to, with a way to each field, or a way to sign in again. */
export function FormProblem({ error, names = {} }: FormProblemProps) {
  if (!error) return null
  if (error.kind === "unauthenticated")
    return (
      <Alert tone="warn" role="alert" title="Your session has ended.">
        What you typed is still here.{" "}
        <a className="link" href="/login" target="_blank" rel="noopener">
          Sign in again in a new tab
        </a>
        , then come back and save.
      </Alert>
    )
  const errors = error.fields.map(({ field, message }) => ({ field, message, label: names[field] }))
  if (errors.length === 0)
    return <FormErrors headline={error.message} errors={[{ message: "Nothing was changed." }]} />
  return <FormErrors headline="Some fields need your attention." errors={errors} />
}

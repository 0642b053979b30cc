import { Alert } from "@/components/ui/alert"
import { Button } from "@/components/ui/button"
import { FormErrors } from "@/components/ui/form-errors"
import type { Failure } from "@/lib/core/outcome"

type FormProblemProps = { error: Failure | null; names?: Record<string, string> }

/** On top of a form: what the server said no to, with a way to each field, or a way to sign in again. */
export function FormProblem({ error, names = {} }: FormProblemProps) {
  if (!error) return null
  // Sending the form once more asks to sign in, or saves where that was done in another tab.
  if (error.kind === "unauthenticated")
    return (
      <Alert
        tone="warn"
        role="alert"
        title="Your session has ended."
        actions={
          <Button type="submit" variant="outline" size="sm">
            Sign in
          </Button>
        }
      >
        What you typed is still here. It is saved once you are signed in.
      </Alert>
    )
  const errors = error.fields.map(({ field, message }) => ({ field, message, label: names[field] }))
  if (errors.length === 0)
    return <FormErrors headline={error.message} errors={[{ message: "Nothing was changed." }]} />
  return <FormErrors headline="Some fields need your attention." errors={errors} />
}

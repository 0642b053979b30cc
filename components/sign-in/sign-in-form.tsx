"use client"
import { type FormEvent, useState, useSyncExternalStore } from "react"
import { Button } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { FormErrors } from "@/components/ui/form-errors"
import { Input } from "@/components/ui/input"
import { CodeField } from "./code-field"
import { signIn } from "./next-auth"

const refusals: Record<string, string> = {
  CredentialsSignin: "E-mail or password is not right. After 5 wrong tries an account rests for 15 minutes.",
  too_many: "Too many attempts from this place. Please wait a few minutes.",
}
const noAnswer = "The server did not answer. Please try again."

type SignInFormProps = {
  /** Who is expected to sign in. */
  email?: string
  /** Gets the e-mail address of who signed in. */
  done: (email: string) => void
}

type State = { step: "password" | "code"; refusal: string | null; wrongCodes: number }

/** E-mail and password; then the code of the second factor, where the account has one. */
export function SignInForm({ email: expected, done }: SignInFormProps) {
  const [{ step, refusal, wrongCodes }, setState] = useState<State>(start)
  const [pending, setPending] = useState(false)
  const ready = useSyncExternalStore(subscribe, inBrowser, onServer)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const fields = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>
    setPending(true)
    const answer = await signIn(fields).catch(() => undefined)
    setPending(false)
    if (answer?.ok) done(fields.email ?? "")
    else setState((state) => after(state, answer?.error ?? ""))
  }

  return (
    <form method="post" onSubmit={submit} className="grid gap-4">
      {refusal && step === "password" && (
        <FormErrors headline={refusal} errors={[{ message: "Go to the password.", field: "password" }]} />
      )}
      <div hidden={step === "code"} className="grid gap-4">
        <Field name="email" id="sign-in-email" label="E-mail">
          <Input
            type="email"
            autoComplete="username"
            defaultValue={expected}
            autoFocus={!expected}
            required
            maxLength={255}
          />
        </Field>
        <Field
          name="password"
          id="sign-in-password"
          label="Password"
          help="Forgotten? An admin can give you a new link."
        >
          <Input type="password" autoComplete="current-password" required maxLength={1000} />
        </Field>
      </div>
      {step === "code" && <CodeField error={refusal} wrongCodes={wrongCodes} />}
      <Button type="submit" loading={pending} disabled={!ready}>
        Sign in
      </Button>
      {step === "code" && (
        <Button variant="ghost" onClick={() => setState(start)}>
          Back to e-mail and password
        </Button>
      )}
    </form>
  )
}

const start: State = { step: "password", refusal: null, wrongCodes: 0 }

function after({ step, wrongCodes }: State, error: string): State {
  if (error === "code_needed") return { step: "code", refusal: null, wrongCodes: 0 }
  if (error === "code_wrong")
    return {
      step: "code",
      refusal: "This code is not right, or was used already. Wait for the next one in your app.",
      wrongCodes: wrongCodes + 1,
    }
  if (error === "CredentialsSignin") return { ...start, refusal: refusals.CredentialsSignin ?? noAnswer }
  return { step, refusal: refusals[error] ?? noAnswer, wrongCodes: wrongCodes + 1 }
}

/** Before the script runs, a password must not be sent by a plain form. */
const subscribe = () => () => {}
const inBrowser = () => true
const onServer = () => false

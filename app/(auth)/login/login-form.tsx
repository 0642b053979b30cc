"use client"
import { signIn } from "next-auth/react"
import { type FormEvent, useState, useSyncExternalStore, useTransition } from "react"
import { Button } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { FormErrors } from "@/components/ui/form-errors"
import { Input } from "@/components/ui/input"

const refusals: Record<string, string> = {
  CredentialsSignin:
    "E-mail or password is not right. After 5 wrong passwords an account rests for 15 minutes.",
  too_many: "Too many attempts from this place. Please wait a few minutes.",
}

export function LoginForm({ after }: { after: string }) {
  const [refusal, setRefusal] = useState<string | null>(null)
  const [pending, start] = useTransition()
  const ready = useSyncExternalStore(subscribe, inBrowser, onServer)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { email, password } = Object.fromEntries(new FormData(event.currentTarget))
    start(async () => {
      setRefusal(null)
      const answer = await signIn("credentials", { email, password, redirect: false }).catch(() => undefined)
      if (answer?.ok) location.assign(after)
      else setRefusal(refusals[answer?.error ?? ""] ?? "The server did not answer. Please try again.")
    })
  }
  return (
    <form method="post" onSubmit={submit} className="grid gap-4">
      {refusal && (
        <FormErrors headline={refusal} errors={[{ message: "Go to the password.", field: "password" }]} />
      )}
      <Field name="email" label="E-mail">
        <Input type="email" autoComplete="username" autoFocus required maxLength={255} />
      </Field>
      <Field name="password" label="Password" help="Forgotten? An admin can give you a new link.">
        <Input type="password" autoComplete="current-password" required maxLength={1000} />
      </Field>
      <Button type="submit" loading={pending} disabled={!ready}>
        Sign in
      </Button>
    </form>
  )
}

/** Before the script runs, a password must not be sent by a plain form. */
const subscribe = () => () => {}
const inBrowser = () => true
const onServer = () => false

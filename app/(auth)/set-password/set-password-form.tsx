"use client"
import { useState } from "react"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Button, buttonVariants } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import type { Outcome } from "@/lib/core/outcome"

type SetPasswordFormProps = {
  token: string
  email: string
  setPassword: (input: { token: string; password: string }) => Promise<Outcome<unknown>>
}

export function SetPasswordForm({ token, email, setPassword }: SetPasswordFormProps) {
  const [saved, setSaved] = useState(false)
  const { submit, pending, error, errorOf } = useSubmit(
    ({ password = "" }) => setPassword({ token, password }),
    () => setSaved(true),
  )
  if (saved)
    return (
      <div role="status" className="grid gap-4">
        <p>Your password is set.</p>
        <a href="/login" className={buttonVariants()}>
          Sign in
        </a>
      </div>
    )
  return (
    <form method="post" onSubmit={submit} className="grid gap-4">
      <FormProblem error={error} names={{ password: "Password" }} />
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field
        name="password"
        label="New password"
        help="At least 12 characters. A short sentence is good; there are no other rules."
        error={errorOf("password")}
      >
        <Input
          type="password"
          autoComplete="new-password"
          autoFocus
          required
          minLength={12}
          maxLength={1000}
        />
      </Field>
      <Button type="submit" loading={pending}>
        Set password
      </Button>
    </form>
  )
}

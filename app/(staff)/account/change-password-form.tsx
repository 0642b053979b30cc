"use client"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Button } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import type { Outcome } from "@/lib/core/outcome"

type ChangePasswordFormProps = {
  email: string
  change: (input: { current: string; password: string }) => Promise<Outcome<unknown>>
}

const names = { current: "Current password", password: "New password" }

/** Ends all sessions of the user, this one too: they sign in with the new password. */
export function ChangePasswordForm({ email, change }: ChangePasswordFormProps) {
  const { submit, pending, error, errorOf } = useSubmit(
    ({ current = "", password = "" }) => change({ current, password }),
    () => location.assign("/login"),
  )
  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={names} />
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field name="current" label={names.current} error={errorOf("current")}>
        <Input type="password" autoComplete="current-password" maxLength={1000} />
      </Field>
      <Field
        name="password"
        label={names.password}
        help="At least 12 characters. You sign in again afterwards, on every device."
        error={errorOf("password")}
      >
        <Input type="password" autoComplete="new-password" maxLength={1000} />
      </Field>
      <div>
        <Button type="submit" loading={pending}>
          Change password
        </Button>
      </div>
    </form>
  )
}

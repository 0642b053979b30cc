"use client"
import { useState } from "react"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Button } from "@/components/ui/button"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import type { Outcome } from "@/lib/core/outcome"

type PasswordDialogProps<R> = {
  /** What stands on the button that opens it. */
  title: string
  heading?: string
  description: string
  /** What stands on the button that does it. */
  label: string
  act: (input: { password: string }) => Promise<Outcome<R>>
  done: (data: R) => void
}

/** Something about one's own account for which the password is asked again. */
export function PasswordDialog<R>({ title, heading = title, description, ...form }: PasswordDialogProps<R>) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger>
        <Button variant="outline" size="sm">
          {title}
        </Button>
      </DialogTrigger>
      <DialogContent title={heading} description={description}>
        <PasswordForm {...form} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  )
}

type PasswordFormProps<R> = Pick<PasswordDialogProps<R>, "label" | "act" | "done"> & { close: () => void }

function PasswordForm<R>({ label, act, done, close }: PasswordFormProps<R>) {
  const { submit, pending, error, errorOf } = useSubmit(
    ({ password = "" }) => act({ password }),
    (data) => {
      close()
      done(data)
    },
  )
  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={{ password: "Your password" }} />
      <Field name="password" id="own-password" label="Your password" error={errorOf("password")}>
        <Input type="password" autoComplete="current-password" maxLength={1000} />
      </Field>
      <FormButtons label={label} pending={pending} close={close} />
    </form>
  )
}

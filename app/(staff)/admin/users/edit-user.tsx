"use client"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Dialog, DialogContent } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

export type UpdateUser = (input: { id: string; name: string; email: string }) => Promise<Outcome<unknown>>

type User = { id: string; name: string; email: string }
type EditUserProps = { user: User; open: boolean; update: UpdateUser; close: () => void }

const names = { name: "Name", email: "E-mail" }

/** Corrects a user's name and e-mail. */
export function EditUser({ open, close, ...form }: EditUserProps) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && close()} guard="The changes are not saved yet.">
      <DialogContent title="Edit user" description="They sign in with the new e-mail from then on.">
        <EditUserForm {...form} close={close} />
      </DialogContent>
    </Dialog>
  )
}

function EditUserForm({ user, update, close }: Omit<EditUserProps, "open">) {
  const { submit, pending, error, errorOf } = useSubmit(
    ({ name = "", email = "" }) => update({ id: user.id, name, email }),
    () => {
      close()
      toast.success("Saved.")
    },
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={names} />
      <Field name="name" label={names.name} error={errorOf("name")}>
        <Input autoComplete="off" defaultValue={user.name} />
      </Field>
      <Field name="email" label={names.email} error={errorOf("email")}>
        <Input type="email" autoComplete="off" defaultValue={user.email} />
      </Field>
      <FormButtons label="Save" pending={pending} close={close} />
    </form>
  )
}

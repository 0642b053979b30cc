"use client"
import { Plus } from "lucide-react"
import { useState } from "react"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Button } from "@/components/ui/button"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { Select } from "@/components/ui/select"
import { ShownOnce } from "@/components/ui/shown-once"
import type { Outcome } from "@/lib/core/outcome"

type Create = (input: { name: string; role: "admin" | "staff" }) => Promise<Outcome<{ key: string }>>

/** Makes a key and shows it, this once. */
export function AddKey({ create }: { create: Create }) {
  const [open, setOpen] = useState(false)
  const [key, setKey] = useState<string | null>(null)
  const change = (next: boolean) => {
    setOpen(next)
    if (!next) setKey(null)
  }
  return (
    <Dialog open={open} onOpenChange={change} guard={key ? undefined : "The key is not made yet."}>
      <DialogTrigger>
        <Button>
          <Plus aria-hidden />
          Add key
        </Button>
      </DialogTrigger>
      <DialogContent title="Add API key" description="A key is shown once. Keep it like a password.">
        {key ? (
          <ShownOnce what="key" label="The new key" value={key} />
        ) : (
          <KeyForm create={create} made={setKey} close={() => change(false)} />
        )}
      </DialogContent>
    </Dialog>
  )
}

function KeyForm({
  create,
  made,
  close,
}: {
  create: Create
  made: (key: string) => void
  close: () => void
}) {
  const { submit, pending, error, errorOf } = useSubmit(
    ({ name = "", role }) => create({ name, role: role === "admin" ? "admin" : "staff" }),
    ({ key }) => made(key),
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={{ name: "Name" }} />
      <Field
        name="name"
        label="Name"
        help="What uses it, for example: Front door sign"
        error={errorOf("name")}
      >
        <Input autoComplete="off" />
      </Field>
      <Field
        name="role"
        label="May do what"
        help="Choose staff unless the program must add or change clients and memberships."
      >
        <Select defaultValue="staff">
          <option value="staff">Staff may</option>
          <option value="admin">Admins may</option>
        </Select>
      </Field>
      <FormButtons label="Add key" pending={pending} close={close} />
    </form>
  )
}

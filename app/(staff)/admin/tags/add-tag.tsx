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
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

export type CreateTag = (input: { name: string }) => Promise<Outcome<{ name: string }>>

export function AddTag({ create }: { create: CreateTag }) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen} guard="The tag is not added yet.">
      <DialogTrigger>
        <Button>
          <Plus aria-hidden />
          Add tag
        </Button>
      </DialogTrigger>
      <DialogContent title="Add tag">
        <AddForm create={create} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  )
}

function AddForm({ create, close }: { create: CreateTag; close: () => void }) {
  const { submit, pending, error, errorOf } = useSubmit(
    ({ name = "" }) => create({ name }),
    ({ name }) => {
      close()
      toast.success(`The tag ${name} was added.`)
    },
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={{ name: "Name" }} />
      <Field name="name" label="Name" help="For example: Minecraft club" error={errorOf("name")}>
        <Input autoComplete="off" maxLength={100} />
      </Field>
      <FormButtons label="Add tag" pending={pending} close={close} />
    </form>
  )
}

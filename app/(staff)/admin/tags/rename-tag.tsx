"use client"
import { useState } from "react"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useAction } from "@/components/forms/use-action"
import { useSubmit } from "@/components/forms/use-submit"
import { Button } from "@/components/ui/button"
import { CalledAlert } from "@/components/ui/called-alert"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { toast } from "@/components/ui/toast"
import { count } from "@/lib/core/format"
import type { Outcome } from "@/lib/core/outcome"

export type Tag = { id: string; name: string; clients: number }

type RenameTagProps = {
  tag: Tag
  rename: (input: { id: string; name: string }) => Promise<Outcome<{ to: string }>>
  merge: (input: { id: string; into: string }) => Promise<Outcome<{ to: string; clients: number }>>
}

/** Another name; where another tag has it already, the two can become one. */
export function RenameTag(props: RenameTagProps) {
  const [open, setOpen] = useState(false)
  const { name } = props.tag
  return (
    <Dialog open={open} onOpenChange={setOpen} guard="The new name is not saved yet.">
      <DialogTrigger>
        <Button variant="outline" size="sm">
          Rename<span className="sr-only"> {name}</span>
        </Button>
      </DialogTrigger>
      <DialogContent title={`Rename ${name}`}>
        <RenameForm {...props} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  )
}

function RenameForm({ tag, rename, merge, close }: RenameTagProps & { close: () => void }) {
  const [typed, setTyped] = useState(tag.name)
  const { run, pending: merging } = useAction()
  const { submit, pending, error, errorOf, clear } = useSubmit(
    ({ name = "" }) => rename({ id: tag.id, name }),
    ({ to }) => {
      close()
      toast.success(`The tag ${tag.name} is called ${to} now.`)
    },
  )
  const taken = error?.kind === "conflict"
  const join = () =>
    run(
      () => merge({ id: tag.id, into: typed.trim() }),
      ({ to, clients }) => {
        close()
        toast.success(`${count(clients, "client")} moved from ${tag.name} to ${to}.`)
      },
    )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {taken ? (
        <CalledAlert tone="warn" title={`There is a tag ${typed.trim()} already.`}>
          <p>
            You can merge the two: {tag.clients === 0 ? "nobody has" : `${count(tag.clients, "client")} with`}{" "}
            {tag.name}
            {tag.clients === 0 ? ", so it just goes away." : ` get ${typed.trim()} instead.`} This cannot be
            undone.
          </p>
          <Button variant="outline" size="sm" className="mt-2" loading={merging} onClick={join}>
            Merge into {typed.trim()}
          </Button>
        </CalledAlert>
      ) : (
        <FormProblem error={error} names={{ name: "Name" }} />
      )}
      <Field name="name" label="Name" error={taken ? undefined : errorOf("name")}>
        <Input
          autoComplete="off"
          maxLength={100}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            clear()
          }}
        />
      </Field>
      <FormButtons label="Rename" pending={pending} close={close} />
    </form>
  )
}

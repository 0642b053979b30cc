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

type TagsEditorProps = {
  clientId: string
  tags: string[]
  known: string[]
  save: (input: { id: string; tags: string[] }) => Promise<Outcome<unknown>>
}

/** A client's tags as one line, separated by commas; new words become new tags. */
export function TagsEditor({ clientId, tags, known, save }: TagsEditorProps) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <Dialog open={open} onOpenChange={setOpen} guard="The tags you typed are not saved yet.">
      <DialogTrigger>
        <Button variant="link" size="sm">
          Edit tags
        </Button>
      </DialogTrigger>
      <DialogContent title="Edit tags">
        <TagsForm clientId={clientId} tags={tags} known={known} save={save} close={close} />
      </DialogContent>
    </Dialog>
  )
}

function TagsForm({ clientId, tags, known, save, close }: TagsEditorProps & { close: () => void }) {
  const { submit, pending, error } = useSubmit(
    ({ tags: typed = "" }) => save({ id: clientId, tags: typed.split(",").filter((tag) => tag.trim()) }),
    close,
  )
  const others = known.filter((tag) => !tags.includes(tag)).slice(0, 12)
  return (
    <form onSubmit={submit} className="grid gap-4">
      <FormProblem error={error} />
      <Field
        name="tags"
        label="Tags"
        help={
          others.length > 0 ? `Separate by commas. Also in use: ${others.join(", ")}` : "Separate by commas."
        }
      >
        <Input defaultValue={tags.join(", ")} autoComplete="off" />
      </Field>
      <FormButtons label="Save tags" pending={pending} close={close} />
    </form>
  )
}

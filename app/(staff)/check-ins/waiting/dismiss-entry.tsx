"use client"
import { useState } from "react"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Button } from "@/components/ui/button"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import type { Failure } from "@/lib/core/outcome"
import type { SettleActions } from "./use-settle"

type Ending = { dismiss: SettleActions["dismiss"]; done: () => void; refused: (error: Failure) => void }
type DismissEntryProps = Ending & { id: string; when: string }

/** An entry that is no visit, or nobody's: it is put away with the reason. */
export function DismissEntry({ when, ...form }: DismissEntryProps) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger>
        <Button variant="ghost">
          Dismiss<span className="sr-only"> the entry of {when}</span>
        </Button>
      </DialogTrigger>
      <DialogContent title="Dismiss this entry" description="Nobody is checked in for it.">
        <DismissForm {...form} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  )
}

function DismissForm({ id, dismiss, done, refused, close }: Ending & { id: string; close: () => void }) {
  const { submit, pending, error, errorOf } = useSubmit(
    async ({ reason = "" }) => {
      const outcome = await dismiss({ id, reason })
      // There is nothing left to dismiss, so the dialog goes, too.
      if (!outcome.ok && outcome.error.kind === "conflict") {
        close()
        refused(outcome.error)
      }
      return outcome
    },
    () => {
      close()
      done()
    },
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={{ reason: "Reason" }} />
      <Field name="reason" label="Reason" help="For example: A test of the tablet" error={errorOf("reason")}>
        <Input maxLength={500} autoComplete="off" />
      </Field>
      <FormButtons label="Dismiss" pending={pending} close={close} />
    </form>
  )
}

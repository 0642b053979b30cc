"use client"
import { useState } from "react"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { Button } from "@/components/ui/button"
import { CalledAlert } from "@/components/ui/called-alert"
import { CheckboxField } from "@/components/ui/checkbox"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { Textarea } from "@/components/ui/textarea"
import type { FollowUp } from "@/lib/memberships/follow-up-records"
import { followUpInWords } from "@/lib/memberships/words"
import { type Ending, type FollowUpActions, useFollowUp } from "./use-follow-up"

type FollowUpDialogProps = {
  ending: Ending
  name: string
  followUp: FollowUp | null
  today: string
  actions: FollowUpActions
}

/** When the coordinator was reached, whether the renewal is promised, and a note. */
export function FollowUpDialog(props: FollowUpDialogProps) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen} guard="What you typed about this renewal is not saved yet.">
      <DialogTrigger>
        <Button variant="outline" size="sm">
          {props.followUp ? "Change" : "Mark"}
          <span className="sr-only"> {props.name}</span>
        </Button>
      </DialogTrigger>
      <DialogContent title={props.name} description="What was done about the renewal.">
        <FollowUpForm {...props} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  )
}

const names = { contactedOn: "Contacted on", note: "Note" }

function FollowUpForm({
  ending,
  name,
  followUp,
  today,
  actions,
  close,
}: FollowUpDialogProps & { close: () => void }) {
  const [base] = useState(followUp)
  const { submit, pending, error, errorOf, theirs } = useFollowUp(ending, name, base, actions, close)
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {theirs ? <Conflict latest={theirs.latest} /> : <FormProblem error={error} names={names} />}
      <Field
        name="contactedOn"
        label={names.contactedOn}
        help="Leave it empty when nobody was reached yet."
        error={errorOf("contactedOn")}
      >
        <Input type="date" max={today} defaultValue={base ? (base.contactedOn ?? "") : today} />
      </Field>
      <CheckboxField name="promised" label="The renewal is promised" defaultChecked={base?.promised} />
      <Field name="note" label={names.note} optional error={errorOf("note")}>
        <Textarea defaultValue={base?.note ?? ""} maxLength={2000} rows={3} />
      </Field>
      <FormButtons label={theirs ? "Save mine" : "Save"} pending={pending} close={close} />
    </form>
  )
}

function Conflict({ latest }: { latest: FollowUp | null }) {
  return (
    <CalledAlert tone="warn" title="Somebody else wrote this down while you were typing.">
      <p className="[overflow-wrap:anywhere]">
        {latest?.by ?? "They"} saved: {followUpInWords(latest)}
        {latest?.note ? `, “${latest.note}”` : ""}. Nothing you typed is lost. Saving again replaces theirs by
        yours.
      </p>
    </CalledAlert>
  )
}

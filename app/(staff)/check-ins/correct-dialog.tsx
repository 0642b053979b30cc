"use client"
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
import { type Evidence, EvidenceFields, whyNames } from "./evidence-fields"

export type VisitTimes = {
  id: string
  name: string
  /** As the centre's clock shows them. */
  day: string
  from: string
  to: string | null
  /** As they are kept. */
  seen: { in: string; out: string | null }
}

type Correct = (input: {
  id: string
  day?: string
  from?: string
  to: string
  reason: string
  evidence: Evidence
  seen: VisitTimes["seen"]
}) => Promise<Outcome<unknown>>

type CorrectDialogProps = { visit: VisitTimes; endOnly: boolean; correct: Correct }

/** Sets when a client came and left, with why and how that is known; the desk sets the end only. */
export function CorrectDialog({ visit, endOnly, correct }: CorrectDialogProps) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger>
        <Button variant="ghost" size="sm">
          {endOnly ? "Set end" : "Correct times"}
          <span className="sr-only"> of {visit.name}</span>
        </Button>
      </DialogTrigger>
      <DialogContent
        title={endOnly ? `When did ${visit.name} leave?` : `Correct the visit of ${visit.name}`}
        description="What was recorded first stays readable."
      >
        <CorrectForm visit={visit} endOnly={endOnly} correct={correct} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  )
}

function CorrectForm({ visit, endOnly, correct, close }: CorrectDialogProps & { close: () => void }) {
  const { submit, pending, error, errorOf } = useSubmit(
    ({ day, from, to = "", reason = "", evidence = "" }) =>
      correct({
        id: visit.id,
        // What was left as it was keeps its seconds.
        ...(!endOnly && (day !== visit.day || from !== visit.from) && { day, from }),
        ...{ to, reason, evidence: evidence as Evidence, seen: visit.seen },
      }),
    () => {
      close()
      toast.success(`The visit of ${visit.name} is corrected.`)
    },
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={{ day: "Day", from: "Came", to: "Left", ...whyNames }} />
      <div className="grid gap-4 sm:grid-cols-3">
        {!endOnly && (
          <>
            <Field name="day" label="Day" error={errorOf("day")}>
              <Input type="date" defaultValue={visit.day} />
            </Field>
            <Field name="from" label="Came" error={errorOf("from")}>
              <Input type="time" defaultValue={visit.from} />
            </Field>
          </>
        )}
        <Field name="to" label="Left" help="Earlier than the arrival: after midnight." error={errorOf("to")}>
          <Input type="time" defaultValue={visit.to ?? ""} />
        </Field>
      </div>
      <EvidenceFields errorOf={errorOf} />
      <FormButtons label="Save" pending={pending} close={close} />
    </form>
  )
}

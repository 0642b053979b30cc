"use client"
import { useState } from "react"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Button } from "@/components/ui/button"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { Select } from "@/components/ui/select"
import { type consentKinds, consentWayNames, consentWays, consentKinds as names } from "@/lib/clients/names"
import type { Outcome } from "@/lib/core/outcome"

type Kind = keyof typeof consentKinds
type Way = (typeof consentWays)[number]

export type Grant = (input: {
  clientId: string
  kind: Kind
  givenBy: string
  how: Way
  day: string
}) => Promise<Outcome<unknown>>

type ConsentDialogProps = { clientId: string; kind: Kind; people: string[]; today: string; grant: Grant }

/** Records a consent: who gave it, how, and on which day. */
export function ConsentDialog(props: ConsentDialogProps) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger>
        <Button variant="outline" size="sm">
          Record<span className="sr-only"> consent: {names[props.kind]}</span>
        </Button>
      </DialogTrigger>
      <DialogContent title={`Record the consent to ${names[props.kind].toLowerCase()}`}>
        <ConsentForm {...props} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  )
}

function ConsentForm({
  clientId,
  kind,
  people,
  today,
  grant,
  close,
}: ConsentDialogProps & { close: () => void }) {
  const { submit, pending, error, errorOf } = useSubmit(
    ({ givenBy = "", how = "", day = "" }) => grant({ clientId, kind, givenBy, how: how as Way, day }),
    close,
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={{ givenBy: "Given by", how: "How", day: "Day" }} />
      <Field
        name="givenBy"
        label="Given by"
        help="The client, or the guardian who may decide."
        error={errorOf("givenBy")}
      >
        <Input defaultValue={people[0]} list="consent-people" maxLength={200} autoComplete="off" />
      </Field>
      <datalist id="consent-people">
        {people.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="how" label="How" error={errorOf("how")}>
          <Select>
            {consentWays.map((way) => (
              <option key={way} value={way}>
                {consentWayNames[way]}
              </option>
            ))}
          </Select>
        </Field>
        <Field name="day" label="Day" error={errorOf("day")}>
          <Input type="date" defaultValue={today} />
        </Field>
      </div>
      <FormButtons label="Record" pending={pending} close={close} />
    </form>
  )
}

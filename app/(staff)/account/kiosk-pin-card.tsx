"use client"
import { useState } from "react"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useAction } from "@/components/forms/use-action"
import { useKeptFocus } from "@/components/forms/use-kept-focus"
import { useSubmit } from "@/components/forms/use-submit"
import { Button } from "@/components/ui/button"
import { Card, CardContent, CardHeader } from "@/components/ui/card"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"

type KioskPinCardProps = {
  has: boolean
  actions: {
    set: (input: { pin: string }) => Promise<Outcome<unknown>>
    remove: (input: Record<string, never>) => Promise<Outcome<unknown>>
  }
}

/** One's PIN for the tablets, which nobody can read again. */
export function KioskPinCard({ has, actions }: KioskPinCardProps) {
  const { pending, run } = useAction()
  useKeptFocus(has)
  const remove = () =>
    run(
      () => actions.remove({}),
      () => toast.success("Your PIN is removed."),
    )
  return (
    <Card>
      <CardHeader title="Kiosk PIN" description="With it you open the settings of a tablet at the door." />
      <CardContent className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1">{has ? "You have a PIN." : "You have no PIN."}</p>
        <div className="flex flex-wrap gap-2">
          <PinDialog label={has ? "Change PIN" : "Set PIN"} set={actions.set} />
          {has && (
            <Button variant="outline" size="sm" loading={pending} onClick={remove}>
              Remove PIN
            </Button>
          )}
        </div>
      </CardContent>
    </Card>
  )
}

type PinDialogProps = { label: string; set: KioskPinCardProps["actions"]["set"] }

function PinDialog({ label, set }: PinDialogProps) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger>
        <Button variant="outline" size="sm">
          {label}
        </Button>
      </DialogTrigger>
      <DialogContent title={label}>
        <PinForm set={set} close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  )
}

function PinForm({ set, close }: { set: PinDialogProps["set"]; close: () => void }) {
  const { submit, pending, error, errorOf } = useSubmit(
    ({ pin = "" }) => set({ pin }),
    () => {
      close()
      toast.success("Your PIN is set.")
    },
  )
  return (
    <form method="post" onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={{ pin: "PIN" }} />
      <Field
        name="pin"
        label="PIN"
        help="6 digits, not in a row. It cannot be shown again, so choose one that you remember."
        error={errorOf("pin")}
      >
        <Input inputMode="numeric" autoComplete="off" maxLength={100} className="tabular" />
      </Field>
      <FormButtons label="Save PIN" pending={pending} close={close} />
    </form>
  )
}

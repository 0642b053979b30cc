"use client"
import { useState } from "react"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import { PlanForm, type PlanValues } from "./plan-form"

type Plan = PlanValues & { id: string; code: string; retiredAt: Date | null }
type Changes = Partial<Omit<PlanValues, "lengthValue">> & { lengthValue?: string; retired?: boolean }
type Update = (input: { id: string; changes: Changes }) => Promise<Outcome<{ name: string }>>

/** Edits a plan, retires it or brings it back. */
export function PlanButtons({ plan, update }: { plan: Plan; update: Update }) {
  return (
    <span className="flex flex-wrap gap-2 md:flex-nowrap md:justify-end">
      <EditPlan plan={plan} update={update} />
      <RetireButton plan={plan} update={update} />
    </span>
  )
}

function EditPlan({ plan, update }: { plan: Plan; update: Update }) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <Dialog open={open} onOpenChange={setOpen} guard="The plan is not saved yet.">
      <DialogTrigger>
        <Button variant="outline" size="sm">
          Edit<span className="sr-only"> {plan.name}</span>
        </Button>
      </DialogTrigger>
      <DialogContent title="Edit plan" description={`Its code stays ${plan.code}.`}>
        <PlanForm
          values={plan}
          label="Save"
          send={({ code, ...changes }) => update({ id: plan.id, changes })}
          done={({ name }) => {
            close()
            toast.success(`${name} is saved.`)
          }}
          close={close}
        />
      </DialogContent>
    </Dialog>
  )
}

function RetireButton({ plan: { id, name, retiredAt }, update }: { plan: Plan; update: Update }) {
  const { pending, run } = useAction()
  const bringBack = () =>
    run(
      () => update({ id, changes: { retired: false } }),
      (plan) => toast.success(`${plan.name} can be given again.`),
    )
  const retire = () =>
    run(
      () => update({ id, changes: { retired: true } }),
      (plan) => toast.success(`${plan.name} is retired.`, { action: { label: "Undo", onClick: bringBack } }),
    )
  return (
    <Button variant="outline" size="sm" loading={pending} onClick={retiredAt ? bringBack : retire}>
      {retiredAt ? "Bring back" : "Retire"}
      <span className="sr-only"> {name}</span>
    </Button>
  )
}

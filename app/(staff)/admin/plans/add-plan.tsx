"use client"
import { Plus } from "lucide-react"
import { useState } from "react"
import { Button } from "@/components/ui/button"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { toast } from "@/components/ui/toast"
import { plainly } from "@/lib/core/format"
import type { Outcome } from "@/lib/core/outcome"
import { PlanForm, type TypedPlan } from "./plan-form"

type AddPlanProps = { create: (plan: TypedPlan) => Promise<Outcome<{ name: string }>> }

/** Adds a plan. */
export function AddPlan({ create }: AddPlanProps) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <Dialog open={open} onOpenChange={setOpen} guard="The plan is not added yet.">
      <DialogTrigger>
        <Button>
          <Plus aria-hidden />
          Add plan
        </Button>
      </DialogTrigger>
      <DialogContent title="Add plan">
        <NewPlanForm create={create} close={close} />
      </DialogContent>
    </Dialog>
  )
}

/** The code follows the name until somebody types another. */
function NewPlanForm({ create, close }: AddPlanProps & { close: () => void }) {
  const [name, setName] = useState("")
  const [typed, setTyped] = useState<string | null>(null)
  const done = (plan: { name: string }) => {
    close()
    toast.success(`${plan.name} can be given now.`)
  }
  return (
    <PlanForm label="Add plan" send={create} done={done} close={close} named={setName}>
      {(errorOf) => (
        <Field
          name="code"
          label="Code"
          help="What imports and Zapier call it. It cannot be changed later."
          error={errorOf("code")}
        >
          <Input
            autoComplete="off"
            autoCapitalize="none"
            maxLength={50}
            value={typed ?? codeFor(name)}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
      )}
    </PlanForm>
  )
}

const codeFor = (name: string) =>
  plainly(name)
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "")
    .slice(0, 50)

"use client"
import { Plus } from "lucide-react"
import { useState } from "react"
import { FormButtons } from "@/components/forms/form-buttons"
import { FormProblem } from "@/components/forms/form-problem"
import { useSubmit } from "@/components/forms/use-submit"
import { Button } from "@/components/ui/button"
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog"
import type { Outcome } from "@/lib/core/outcome"
import { DeviceFields, deviceFieldNames } from "./device-fields"
import { type Made, PairingCode } from "./pairing-code"

type Make = (input: { name: string; station: string }) => Promise<Outcome<Omit<Made, "name">>>
type PairTabletProps = { make: Make; kioskUrl: string; timeZone: string }

/** Makes a code, shows it, and says when a tablet came with it. */
export function PairTablet({ make, ...shown }: PairTabletProps) {
  const [open, setOpen] = useState(false)
  const [made, setMade] = useState<Made | null>(null)
  const change = (next: boolean) => {
    setOpen(next)
    setMade(null)
  }
  return (
    <Dialog open={open} onOpenChange={change} guard={made ? undefined : "The code is not made yet."}>
      <DialogTrigger>
        <Button>
          <Plus aria-hidden />
          Pair a tablet
        </Button>
      </DialogTrigger>
      <DialogContent title="Pair a tablet" description="You get a code to type on the tablet. It works once.">
        {made ? (
          <PairingCode {...shown} made={made} again={() => setMade(null)} close={() => change(false)} />
        ) : (
          <PairForm make={make} done={setMade} close={() => change(false)} />
        )}
      </DialogContent>
    </Dialog>
  )
}

type PairFormProps = { make: Make; done: (made: Made) => void; close: () => void }

function PairForm({ make, done, close }: PairFormProps) {
  const { submit, pending, error, errorOf } = useSubmit(
    async ({ name = "", station = "" }) => {
      const outcome = await make({ name, station })
      return outcome.ok ? { ok: true as const, data: { ...outcome.data, name: name.trim() } } : outcome
    },
    (made) => done(made),
  )
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormProblem error={error} names={deviceFieldNames} />
      <DeviceFields errorOf={errorOf} />
      <FormButtons label="Make a code" pending={pending} close={close} />
    </form>
  )
}

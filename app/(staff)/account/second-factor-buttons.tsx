"use client"
import { useState } from "react"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import { PasswordDialog } from "./password-dialog"
import { type Confirm, type Offer, SetUpDialog } from "./set-up-dialog"

type WithPassword<R> = (input: { password: string }) => Promise<Outcome<R>>

type SecondFactorButtonsProps = {
  email: string
  on: boolean
  required: boolean
  actions: {
    offer: (input: Record<string, never>) => Promise<Outcome<Offer>>
    confirm: Confirm
    renew: WithPassword<{ recoveryCodes: string[] }>
    remove: WithPassword<unknown>
  }
}

export function SecondFactorButtons({ email, on, required, actions }: SecondFactorButtonsProps) {
  const [offer, setOffer] = useState<Offer | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  const { pending, run } = useAction()
  const setUp = () => run(() => actions.offer({}), setOffer)
  const close = () => {
    setOffer(null)
    setCodes(null)
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Button variant={on ? "outline" : "primary"} size={on ? "sm" : "md"} loading={pending} onClick={setUp}>
        {on ? "Use another phone" : "Set up"}
      </Button>
      {on && (
        <PasswordDialog
          title="New recovery codes"
          description="You get ten new ones. Those you have now stop working."
          label="Make new codes"
          act={actions.renew}
          done={({ recoveryCodes }) => setCodes(recoveryCodes)}
        />
      )}
      {on && !required && (
        <PasswordDialog
          title="Remove"
          heading="Remove the second factor"
          description="From then on your password alone opens your account."
          label="Remove"
          act={actions.remove}
          done={() => void toast.success("Your second factor is removed.")}
        />
      )}
      <SetUpDialog
        email={email}
        offer={offer}
        codes={codes}
        replaces={on}
        confirm={actions.confirm}
        confirmed={setCodes}
        close={close}
      />
    </div>
  )
}

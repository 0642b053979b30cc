"use client"
import { CirclePower } from "lucide-react"
import { useState } from "react"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { Question } from "@/components/ui/question"
import { toast } from "@/components/ui/toast"
import { count } from "@/lib/core/format"
import type { Outcome } from "@/lib/core/outcome"
import type { Occasion } from "@/lib/settings/schema"

type SwitchButtonProps = {
  occasion: Occasion
  /** As within a sentence. */
  name: string
  on: boolean
  /** So many clients the preview shows. */
  seen: number
  next: string
  change: (input: { occasion: Occasion; on: boolean; seen?: number }) => Promise<Outcome<unknown>>
}

/** Lets the messages go out, once more asked with how many get one, or no more. */
export function SwitchButton({ occasion, name, on, seen, next, change }: SwitchButtonProps) {
  const [asking, setAsking] = useState(false)
  const { pending, run } = useAction()
  const turn = () =>
    run(
      () => change({ occasion, on: !on, ...(!on && { seen }) }),
      () => toast.success(`The ${name} message is switched ${on ? "off" : "on"}.`),
    )
  return (
    <>
      <Button
        variant={on ? "outline" : "primary"}
        loading={pending}
        onClick={on ? turn : () => setAsking(true)}
      >
        <CirclePower aria-hidden />
        {on ? "Switch off" : "Switch on"}
      </Button>
      <Question
        title={`Switch on the ${name} message?`}
        text={`If it went out now, ${count(seen, "client")} would get it. ${next}`}
        label="Switch on"
        variant="primary"
        open={asking}
        act={turn}
        close={() => setAsking(false)}
      />
    </>
  )
}

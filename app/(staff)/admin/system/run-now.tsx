"use client"
import { Play } from "lucide-react"
import { useAction } from "@/components/forms/use-action"
import { Button } from "@/components/ui/button"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import type { ScheduledJobName } from "@/lib/schedule/jobs"

type RunNowProps = {
  job: ScheduledJobName
  name: string
  children?: string
  ask: (input: { job: ScheduledJobName }) => Promise<Outcome<unknown>>
}

/** Asks for a job without waiting for its time. */
export function RunNow({ job, name, children = "Run now", ask }: RunNowProps) {
  const { pending, run } = useAction()
  const start = () =>
    run(
      () => ask({ job }),
      () => toast.success("The job is asked for. What it did is told below."),
    )
  return (
    <Button
      variant="outline"
      size="sm"
      loading={pending}
      onClick={start}
      aria-label={children === name ? undefined : `${children}: ${name}`}
    >
      <Play aria-hidden />
      {children}
    </Button>
  )
}

import { CircleCheck, CircleMinus } from "lucide-react"
import { Pill } from "@/components/ui/pill"

/** Whether the messages of an occasion go out. */
export function OnPill({ on }: { on: boolean }) {
  return on ? (
    <Pill icon={CircleCheck} tone="success">
      On
    </Pill>
  ) : (
    <Pill icon={CircleMinus} tone="neutral">
      Off
    </Pill>
  )
}

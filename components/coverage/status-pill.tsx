import { CalendarClock, CircleCheck, CircleMinus, ClockAlert, TriangleAlert } from "lucide-react"
import { Pill } from "@/components/ui/pill"
import { statusNames } from "@/lib/coverage/names"
import type { Status } from "@/lib/coverage/status"

const looks = {
  active: { icon: CircleCheck, tone: "success" },
  expiring: { icon: ClockAlert, tone: "warning" },
  expired: { icon: TriangleAlert, tone: "danger" },
  pending: { icon: CalendarClock, tone: "info" },
  none: { icon: CircleMinus, tone: "neutral" },
} as const

/** A client's coverage status: icon, word and colour. */
export function StatusPill({ status, size }: { status: Status; size?: "sm" | "lg" }) {
  return (
    <Pill {...looks[status]} size={size}>
      {statusNames[status]}
    </Pill>
  )
}

import { Ban, CalendarClock, CircleCheck, CircleMinus } from "lucide-react"
import { Pill } from "@/components/ui/pill"
import type { Standing } from "@/lib/memberships/status"
import { standingNames } from "@/lib/memberships/words"

const looks = {
  current: { icon: CircleCheck, tone: "success" },
  upcoming: { icon: CalendarClock, tone: "info" },
  ended: { icon: CircleMinus, tone: "neutral" },
  cancelled: { icon: Ban, tone: "neutral" },
} as const

/** How one membership stands: icon, word and colour. */
export function StandingPill({ standing }: { standing: Standing }) {
  return <Pill {...looks[standing]}>{standingNames[standing]}</Pill>
}

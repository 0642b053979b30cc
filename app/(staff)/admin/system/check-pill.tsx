import { CircleCheck, CircleMinus, CircleX, TriangleAlert } from "lucide-react"
import { Pill } from "@/components/ui/pill"
import type { State } from "@/lib/doctor/check"
import { stateNames } from "@/lib/doctor/words"

const looks = {
  fail: { icon: CircleX, tone: "danger" },
  warn: { icon: TriangleAlert, tone: "warning" },
  skip: { icon: CircleMinus, tone: "neutral" },
  pass: { icon: CircleCheck, tone: "success" },
} as const

/** What a check found: icon, word and colour. */
export function CheckPill({ state }: { state: State }) {
  return <Pill {...looks[state]}>{stateNames[state]}</Pill>
}

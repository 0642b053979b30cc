import { CircleCheck, CircleMinus, TriangleAlert } from "lucide-react"
import { Pill } from "@/components/ui/pill"

const looks = {
  processed: { icon: CircleCheck, tone: "success", name: "Done" },
  attention: { icon: TriangleAlert, tone: "warning", name: "Needs attention" },
  dismissed: { icon: CircleMinus, tone: "neutral", name: "Put away" },
} as const

/** What became of an event: icon, word and colour. */
export function StatePill({ state }: { state: keyof typeof looks }) {
  const { name, ...look } = looks[state]
  return <Pill {...look}>{name}</Pill>
}

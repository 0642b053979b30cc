import { CircleCheck, CircleX, Hourglass, SkipForward } from "lucide-react"
import { Pill } from "@/components/ui/pill"
import type { Run } from "@/lib/schedule/list"

const looks = {
  waiting: { icon: Hourglass, tone: "neutral", name: "Under way" },
  done: { icon: CircleCheck, tone: "success", name: "Done" },
  failed: { icon: CircleX, tone: "danger", name: "Failed" },
  skipped: { icon: SkipForward, tone: "warning", name: "Left out" },
} as const

/** What became of a run: icon, word and colour. */
export function RunPill({ state }: { state: Run["state"] }) {
  const { name, ...look } = looks[state]
  return <Pill {...look}>{name}</Pill>
}

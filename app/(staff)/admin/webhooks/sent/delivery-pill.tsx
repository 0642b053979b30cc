import { CircleCheck, CircleX, Clock } from "lucide-react"
import { Pill } from "@/components/ui/pill"

const looks = {
  delivered: { icon: CircleCheck, tone: "success", name: "Arrived" },
  waiting: { icon: Clock, tone: "info", name: "Waiting" },
  dead: { icon: CircleX, tone: "danger", name: "Given up" },
} as const

export type DeliveryState = keyof typeof looks

/** What the screens call the states of a delivery. */
export const stateNames = Object.entries(looks).map(([state, { name }]) => ({ state, name }))

/** How far a delivery is: icon, word and colour. */
export function DeliveryPill({ state }: { state: DeliveryState }) {
  const { name, ...look } = looks[state]
  return <Pill {...look}>{name}</Pill>
}

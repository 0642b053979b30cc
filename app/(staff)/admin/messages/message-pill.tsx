import { CircleCheck, CircleMinus, Clock } from "lucide-react"
import { Pill } from "@/components/ui/pill"
import type { MessageState } from "@/lib/messages/schema"

const looks = {
  sent: { icon: CircleCheck, tone: "success", name: "Sent" },
  waiting: { icon: Clock, tone: "info", name: "Waiting" },
  dropped: { icon: CircleMinus, tone: "neutral", name: "Not sent" },
} as const

/** What the screens call the states of a message. */
export const stateNames = (Object.keys(looks) as MessageState[]).map((state) => ({
  state,
  name: looks[state].name,
}))

/** How far a message is: icon, word and colour. */
export function MessagePill({ state }: { state: MessageState }) {
  const { name, ...look } = looks[state]
  return <Pill {...look}>{name}</Pill>
}

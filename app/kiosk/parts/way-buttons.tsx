import type { Way } from "@/lib/kiosk/contract"
import { useKiosk } from "../context"
import { BigButton } from "./big-button"

const icons = { card: "idCard", phone: "phone", code: "keyboard" } as const

/** The ways to say who one is. */
export function WayButtons({ ways }: { ways: Way[] }) {
  const { take, words } = useKiosk()
  return ways.map((way) => (
    <BigButton
      key={way}
      icon={icons[way]}
      shape="choice"
      className="justify-start"
      onClick={() => take({ type: "way", way })}
    >
      {words.ways[way]}
    </BigButton>
  ))
}

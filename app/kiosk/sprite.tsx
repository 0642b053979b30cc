import { drawn } from "@/components/ui/plain-icon"
import { icons } from "./icons"

/** All pictures, for `Picture` to point at. */
export function Sprite() {
  return (
    <svg className="hidden" aria-hidden>
      {Object.entries(icons).map(([name, strokes]) => (
        <symbol key={name} id={`icon-${name}`} viewBox="0 0 24 24">
          {drawn(strokes)}
        </symbol>
      ))}
    </svg>
  )
}

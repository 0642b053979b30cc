import { HeartHandshake } from "lucide-react"
import { useKiosk } from "../context"
import { Screen } from "../parts/screen"

/** Whatever the tablet cannot do, it says in one way: nobody learns why. The ways on are among the tools. */
export function Desk() {
  const { words } = useKiosk()
  return (
    <Screen heading={words.askDesk} icon={HeartHandshake}>
      <p className="text-3xl">{words.askDeskText}</p>
    </Screen>
  )
}

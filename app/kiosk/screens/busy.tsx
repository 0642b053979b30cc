import { useKiosk } from "../context"
import { Screen } from "../parts/screen"

export function Busy() {
  const { words } = useKiosk()
  return <Screen heading={words.oneMoment} icon="hourglass" />
}

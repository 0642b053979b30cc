import { useKiosk } from "../context"
import { Choices, Screen } from "../parts/screen"
import { CallStaff, StartOver } from "../parts/tools"

/** Whatever the tablet cannot do, it says in one way: nobody learns why. */
export function Desk() {
  const { words } = useKiosk()
  return (
    <Screen heading={words.askDesk} icon="heartHandshake" helps>
      <p>{words.askDeskText}</p>
      <Choices>
        <CallStaff shape="choice" tone="primary" />
        <StartOver shape="choice" />
      </Choices>
    </Screen>
  )
}

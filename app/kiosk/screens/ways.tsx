import { useKiosk } from "../context"
import { Choices, Screen } from "../parts/screen"
import { WayButtons } from "../parts/way-buttons"

export function Ways() {
  const { flow, words } = useKiosk()
  return (
    <Screen heading={words.whoAreYou}>
      <Choices>
        <WayButtons ways={flow.waysIn} />
      </Choices>
    </Screen>
  )
}

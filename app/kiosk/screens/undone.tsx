import { useKiosk } from "../context"
import { BigButton } from "../parts/big-button"
import { Choices, Screen } from "../parts/screen"

export function Undone() {
  const { take, words } = useKiosk()
  return (
    <Screen heading={words.takenBack} icon="undo2">
      <p>{words.takenBackText}</p>
      <Choices>
        <BigButton icon="check" tone="primary" shape="choice" onClick={() => take({ type: "reset" })}>
          {words.done}
        </BigButton>
      </Choices>
    </Screen>
  )
}

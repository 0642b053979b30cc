import { useKiosk } from "../context"
import { BigButton } from "../parts/big-button"
import { Choices, Screen } from "../parts/screen"

export function StillThere() {
  const { take, words } = useKiosk()
  return (
    <Screen heading={words.stillThere} icon="clock">
      <p>{words.stillThereText}</p>
      <Choices>
        <BigButton
          icon="clock"
          tone="primary"
          shape="choice"
          onClick={() => take({ type: "cover", cover: null })}
        >
          {words.moreTime}
        </BigButton>
        <BigButton icon="check" shape="choice" onClick={() => take({ type: "reset" })}>
          {words.iAmDone}
        </BigButton>
      </Choices>
    </Screen>
  )
}

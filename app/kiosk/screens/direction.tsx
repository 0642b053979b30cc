import { useKiosk } from "../context"
import { BigButton } from "../parts/big-button"
import { Choices, Screen } from "../parts/screen"

/** Some of those found are here already, others are not. */
export function Direction() {
  const { take, words } = useKiosk()
  return (
    <Screen heading={words.whatToDo}>
      <Choices>
        <BigButton icon="logIn" shape="choice" onClick={() => take({ type: "direction", aim: "in" })}>
          {words.comingIn}
        </BigButton>
        <BigButton icon="logOut" shape="choice" onClick={() => take({ type: "direction", aim: "out" })}>
          {words.goingOut}
        </BigButton>
      </Choices>
    </Screen>
  )
}

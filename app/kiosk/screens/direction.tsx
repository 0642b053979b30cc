import { LogIn, LogOut } from "lucide-react"
import { useKiosk } from "../context"
import { BigButton } from "../parts/big-button"
import { Choices, Screen } from "../parts/screen"

/** Some of those found are here already, others are not. */
export function Direction() {
  const { take, words } = useKiosk()
  return (
    <Screen heading={words.whatToDo}>
      <Choices>
        <BigButton icon={LogIn} shape="choice" onClick={() => take({ type: "direction", aim: "in" })}>
          {words.comingIn}
        </BigButton>
        <BigButton icon={LogOut} shape="choice" onClick={() => take({ type: "direction", aim: "out" })}>
          {words.goingOut}
        </BigButton>
      </Choices>
    </Screen>
  )
}

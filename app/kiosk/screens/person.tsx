import { useKiosk } from "../context"
import { BigButton } from "../parts/big-button"
import { Choices, Screen } from "../parts/screen"
import { nameOf } from "../people"
import type { Screen as AnyScreen } from "../steps"
import { named } from "../words/named"

type IsThisYouProps = Extract<AnyScreen, { name: "person" }>

/** One person was found: is it you, or, for somebody who is here already, are you leaving? */
export function IsThisYou({ aim, person }: IsThisYouProps) {
  const { take, words, talk } = useKiosk()
  const confirm = () => talk.confirm(aim, [person])
  if (aim === "out")
    return (
      <Screen heading={named(words.hereAlready, nameOf(person))} icon="userRound">
        <p className="text-3xl">{words.areYouLeaving}</p>
        <Choices>
          <BigButton icon="logOut" tone="primary" shape="choice" onClick={confirm}>
            {words.leaving}
          </BigButton>
          <BigButton icon="undo2" shape="choice" onClick={() => take({ type: "reset" })}>
            {words.goBack}
          </BigButton>
        </Choices>
      </Screen>
    )
  return (
    <Screen heading={named(words.areYou, nameOf(person))} icon="userRound">
      <Choices>
        <BigButton icon="check" tone="primary" shape="choice" onClick={confirm}>
          {words.yes}
        </BigButton>
        <BigButton icon="x" shape="choice" onClick={() => take({ type: "begin" })}>
          {words.no}
        </BigButton>
      </Choices>
    </Screen>
  )
}

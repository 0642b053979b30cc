import { useKiosk } from "../context"
import { useAnyTouch } from "../hooks/use-any-touch"
import { BigButton } from "../parts/big-button"
import { Choices, Screen } from "../parts/screen"
import type { Screen as AnyScreen } from "../steps"
import { listed, named } from "../words/named"

type DoneProps = Extract<AnyScreen, { name: "done" }>

export function Done({ aim, names, already, desk, undo }: DoneProps) {
  const { flow, take, words, talk, contact } = useKiosk()
  const finish = () => take({ type: "reset" })
  useAnyTouch(contact.state.settings.successSeconds === 0, finish)
  const everyone = listed(names, flow.language)
  const checkedIn = already ? words.checkedInAlready : words.checkedIn
  const said = aim === "out" ? words.seeYou : checkedIn
  const greeting = aim === "out" ? named(words.goodbye, everyone) : named(words.hi, everyone)
  return (
    <Screen
      icon="circleCheckBig"
      heading={
        <>
          {names.length > 0 && `${greeting} `}
          <span className="block">{said}</span>
        </>
      }
    >
      {desk.length > 0 && <p>{named(words.askDeskFor, listed(desk, flow.language))}</p>}
      <Choices>
        <BigButton icon="check" tone="primary" shape="choice" onClick={finish}>
          {words.done}
        </BigButton>
        {undo && (
          <BigButton icon="undo2" shape="choice" onClick={() => talk.undo(undo)}>
            {words.undo}
          </BigButton>
        )}
      </Choices>
    </Screen>
  )
}

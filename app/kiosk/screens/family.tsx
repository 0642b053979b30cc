import { useKiosk } from "../context"
import { BigButton } from "../parts/big-button"
import { Note } from "../parts/note"
import { Screen } from "../parts/screen"
import { nameOf } from "../people"
import type { Screen as AnyScreen } from "../steps"

type FamilyProps = Extract<AnyScreen, { name: "family" }>

/** Several people were found: all who are here, or all who leave, go together. */
export function Family({ aim, people, chosen, missing }: FamilyProps) {
  const { take, words, talk } = useKiosk()
  const meant = people.filter(({ ticket }) => chosen.includes(ticket))
  const confirm = () => (meant.length === 0 ? take({ type: "nobody chosen" }) : talk.confirm(aim, meant))
  return (
    <Screen heading={aim === "in" ? words.tapWhoIsHere : words.tapWhoLeaves}>
      <div className="grid w-full max-w-3xl grid-cols-[repeat(auto-fit,minmax(min(100%,18rem),1fr))] gap-4">
        {people.map((person) => {
          const isChosen = chosen.includes(person.ticket)
          return (
            <BigButton
              key={person.ticket}
              icon={isChosen ? "circleCheckBig" : "circle"}
              tone={isChosen ? "chosen" : "plain"}
              aria-pressed={isChosen}
              shape="choice"
              className="justify-start"
              onClick={() => take({ type: "toggle", ticket: person.ticket })}
            >
              {nameOf(person)}
            </BigButton>
          )
        })}
      </div>
      <BigButton
        icon={aim === "in" ? "check" : "logOut"}
        tone="primary"
        shape="choice"
        className="w-full max-w-3xl"
        onClick={confirm}
      >
        {aim === "in" ? words.checkIn : words.checkOut}
      </BigButton>
      <Note>{missing && words.tapFirst}</Note>
    </Screen>
  )
}

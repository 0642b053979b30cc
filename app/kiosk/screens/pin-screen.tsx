import { useKiosk } from "../context"
import { isWhole } from "../digits"
import { Note } from "../parts/note"
import { Pad } from "../parts/pad"
import { Screen } from "../parts/screen"
import type { Screen as AnyScreen } from "../steps"

type PinScreenProps = Extract<AnyScreen, { name: "pin" }>

/** A staff member's PIN opens the settings; an admin's, given again, cuts the tablet off. */
export function PinScreen({ digits, problem, staff }: PinScreenProps) {
  const { take, words, talk } = useKiosk()
  const problems = { wrong: words.wrongPin, too_many: words.pinTooMany, network: words.pinNoNetwork }
  const heading = staff ? words.typePinAgain : words.typePin
  return (
    <Screen heading={heading}>
      <Pad
        typing="pin"
        digits={digits}
        label={heading}
        words={words}
        onDigit={(digit) => take({ type: "digit", digit })}
        onDelete={() => take({ type: "delete" })}
        onNext={() => isWhole("pin", digits) && (staff ? talk.unpair(digits) : talk.unlock(digits))}
      />
      <Note>{problem && problems[problem]}</Note>
    </Screen>
  )
}

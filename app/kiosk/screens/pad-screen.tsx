import { useKiosk } from "../context"
import { isWhole } from "../digits"
import { Note } from "../parts/note"
import { Pad } from "../parts/pad"
import { Screen } from "../parts/screen"
import type { Screen as AnyScreen } from "../steps"

type PadScreenProps = Extract<AnyScreen, { name: "pad" }>

export function PadScreen({ way, digits, short }: PadScreenProps) {
  const { take, words, talk } = useKiosk()
  const heading = way === "phone" ? words.typePhone : words.typeCode
  return (
    <Screen heading={heading}>
      <Pad
        typing={way}
        digits={digits}
        label={heading}
        words={words}
        onDigit={(digit) => take({ type: "digit", digit })}
        onDelete={() => take({ type: "delete" })}
        onNext={() => (isWhole(way, digits) ? talk.lookUp(way, digits) : take({ type: "short" }))}
      />
      <Note>{short && words.tooShort}</Note>
    </Screen>
  )
}

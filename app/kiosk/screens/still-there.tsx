import { Check, Clock } from "lucide-react"
import { useKiosk } from "../context"
import { BigButton } from "../parts/big-button"
import { Choices, Screen } from "../parts/screen"

export function StillThere() {
  const { take, words } = useKiosk()
  return (
    <Screen heading={words.stillThere} icon={Clock}>
      <p>{words.stillThereText}</p>
      <Choices>
        <BigButton
          icon={Clock}
          tone="primary"
          className="min-h-24 text-3xl"
          onClick={() => take({ type: "cover", cover: null })}
        >
          {words.moreTime}
        </BigButton>
        <BigButton icon={Check} className="min-h-24 text-3xl" onClick={() => take({ type: "reset" })}>
          {words.iAmDone}
        </BigButton>
      </Choices>
    </Screen>
  )
}

import { useState } from "react"
import { CardCamera } from "../card/card-camera"
import { useKiosk } from "../context"
import { Choices, Screen } from "../parts/screen"
import { WayButtons } from "../parts/way-buttons"

export function CardScreen() {
  const { flow, words, talk, preferences } = useKiosk()
  const [blind, setBlind] = useState(false)
  return (
    <Screen heading={words.showCard} icon={blind ? "scanLine" : undefined}>
      {blind ? (
        <p>{words.holdToScanner}</p>
      ) : (
        <CardCamera
          camera={preferences.camera}
          onCard={(token) => talk.lookUp("card", token)}
          onNone={() => setBlind(true)}
        />
      )}
      <Choices>
        <WayButtons ways={flow.waysIn.filter((way) => way !== "card")} />
      </Choices>
    </Screen>
  )
}

import { useKiosk } from "../context"
import type { Screen } from "../steps"
import { Busy } from "./busy"
import { CardScreen } from "./card-screen"
import { ChooseLanguage } from "./choose-language"
import { Desk } from "./desk"
import { Direction } from "./direction"
import { Done } from "./done"
import { Family } from "./family"
import { PadScreen } from "./pad-screen"
import { IsThisYou } from "./person"
import { PinScreen } from "./pin-screen"
import { Settings } from "./settings"
import { StillThere } from "./still-there"
import { Undone } from "./undone"
import { Ways } from "./ways"
import { Welcome } from "./welcome"

/** The one screen that is shown. Another question is another element, so that its heading takes the focus. */
export function CurrentScreen() {
  const { flow } = useKiosk()
  if (flow.cover === "language") return <ChooseLanguage />
  if (flow.cover === "idle") return <StillThere />
  return <Shown screen={flow.screen} key={JSON.stringify([flow.screen.name, keyOf(flow.screen)])} />
}

const keyOf = (screen: Screen) =>
  screen.name === "pad"
    ? screen.way
    : screen.name === "person"
      ? screen.person.ticket
      : "aim" in screen && screen.aim

function Shown({ screen }: { screen: Screen }) {
  switch (screen.name) {
    case "welcome":
      return <Welcome />
    case "ways":
      return <Ways />
    case "pad":
      return <PadScreen {...screen} />
    case "card":
      return <CardScreen />
    case "busy":
      return <Busy />
    case "person":
      return <IsThisYou {...screen} />
    case "direction":
      return <Direction />
    case "family":
      return <Family {...screen} />
    case "done":
      return <Done {...screen} />
    case "undone":
      return <Undone />
    case "desk":
      return <Desk />
    case "pin":
      return <PinScreen {...screen} />
    case "settings":
      return <Settings {...screen} />
  }
}

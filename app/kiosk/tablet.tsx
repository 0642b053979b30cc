import { useEffect, useReducer, useRef, useState } from "react"
import type { KioskState } from "@/lib/kiosk/contract"
import type { Calls } from "./calls"
import { KioskProvider, type Offered } from "./context"
import { conversation } from "./conversation"
import { atWelcome, follow } from "./flow"
import { useCards } from "./hooks/use-cards"
import { useContact } from "./hooks/use-contact"
import { useForgetting } from "./hooks/use-forgetting"
import { useIdle } from "./hooks/use-idle"
import { useKeys } from "./hooks/use-keys"
import { useNewestBuild } from "./hooks/use-newest-build"
import { usePreferences } from "./hooks/use-preferences"
import { useReading } from "./hooks/use-reading"
import { liveOffline } from "./offline/worker"
import { CurrentScreen } from "./screens/current-screen"

type TabletProps = {
  page: KioskState
  offered: Offered
  calls: Calls
  online: boolean
  onCutOff: () => void
}

/** A tablet that is let in: one visitor after the other. */
export function Tablet({ page, offered, calls, online, onCutOff }: TabletProps) {
  const [flow, take] = useReducer(follow, atWelcome(page.settings.waysIn, "en"))
  const contact = useContact(page, calls, flow.called)
  const { preferences, prefer } = usePreferences()
  const [callFailed, setCallFailed] = useState(false)
  const { settings, box, build } = contact.state

  const now = useRef({ turn: flow.turn, box })
  useEffect(() => {
    now.current = { turn: flow.turn, box }
  })
  const [talk] = useState(() =>
    conversation({
      calls,
      take,
      turn: () => now.current.turn,
      box: () => now.current.box,
      onKept: contact.count,
      onCutOff,
    }),
  )
  const callStaff = async () => {
    take({ type: "called" })
    const { data } = await calls.callStaff({})
    setCallFailed(!data)
    contact.setCall(data?.call ?? null)
  }

  useEffect(() => {
    document.documentElement.lang = flow.language
  }, [flow.language])
  useEffect(() => {
    liveOffline()
  }, [])
  useEffect(() => {
    take({ type: "tablet", waysIn: settings.waysIn, firstLanguage: preferences.language })
  }, [settings.waysIn, preferences.language])
  useIdle(flow, take, settings)
  useKeys(flow, take, preferences.scanning)
  useReading(flow)
  useNewestBuild(page.build, build, online && flow.screen.name === "welcome" && !flow.cover)
  const waitingCards = useCards(flow, (card) => {
    take({ type: "reset" })
    talk.lookUp("card", card)
  })
  useForgetting(take, waitingCards)

  const words = offered[flow.language]
  return (
    <KioskProvider
      value={{
        flow,
        take,
        words,
        offered,
        talk,
        contact,
        online,
        preferences,
        prefer,
        callStaff,
        callFailed,
      }}
    >
      <CurrentScreen />
    </KioskProvider>
  )
}

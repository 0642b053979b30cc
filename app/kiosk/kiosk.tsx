"use client"
import { useCallback, useState } from "react"
import type { KioskState } from "@/lib/kiosk/contract"
import { callsTo } from "./calls"
import { forgetEverything } from "./offline/forget"
import { Pairing } from "./pairing"
import { Tablet } from "./tablet"

/** The whole kiosk: the pairing screen and nothing else on a tablet that is not let in. */
export function Kiosk({ state }: { state: KioskState | null }) {
  const [paired, setPaired] = useState(state)
  const [online, setOnline] = useState(true)
  const cutOff = useCallback(() => {
    setPaired(null)
    forgetEverything()
  }, [])
  const [calls] = useState(() => callsTo({ onUnpaired: cutOff, onReach: setOnline }))
  return (
    <div data-kiosk={paired ? "paired" : "unpaired"}>
      {paired ? (
        <Tablet page={paired} calls={calls} online={online} onUnpaired={cutOff} />
      ) : (
        <Pairing calls={calls} />
      )}
    </div>
  )
}

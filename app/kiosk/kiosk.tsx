"use client"
import { useCallback, useEffect, useState } from "react"
import type { KioskState } from "@/lib/kiosk/contract"
import { callsTo } from "./calls"
import type { Offered } from "./context"
import { forgetEverything } from "./offline/forget"
import { Pairing } from "./pairing"
import { Tablet } from "./tablet"

/** The whole kiosk: the pairing screen and nothing else on a tablet that is not let in. */
export function Kiosk({ state, offered }: { state: KioskState | null; offered: Offered }) {
  const [paired, setPaired] = useState(state)
  const [online, setOnline] = useState(true)
  const cutOff = useCallback(() => setPaired(null), [])
  const [calls] = useState(() => callsTo({ onUnpaired: cutOff, onReach: setOnline }))
  useEffect(() => {
    if (!paired) forgetEverything()
  }, [paired])
  return (
    <div data-kiosk={paired ? "paired" : "unpaired"}>
      {paired ? (
        <Tablet page={paired} offered={offered} calls={calls} online={online} onUnpaired={cutOff} />
      ) : (
        <Pairing calls={calls} />
      )}
    </div>
  )
}

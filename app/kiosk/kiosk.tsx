"use client"
import { useEffect, useState } from "react"
import type { KioskState, Outside } from "@/lib/kiosk/contract"
import { callsTo } from "./calls"
import type { Offered } from "./context"
import { forget } from "./offline/forget"
import { Pairing } from "./pairing"
import { Tablet } from "./tablet"

/** The whole kiosk: the pairing screen and nothing else on a tablet that is not let in. */
export function Kiosk({ page, offered }: { page: KioskState | Outside; offered: Offered }) {
  const [state, setState] = useState(page)
  const [online, setOnline] = useState(true)
  const [calls] = useState(() => callsTo({ onOutside: setState, onReach: setOnline }))
  const outside = typeof state === "string"
  useEffect(() => {
    if (outside) forget(state)
  }, [outside, state])
  return (
    <div data-kiosk={outside ? state : "paired"}>
      {outside ? (
        <Pairing calls={calls} />
      ) : (
        <Tablet
          page={state}
          offered={offered}
          calls={calls}
          online={online}
          onCutOff={() => setState("revoked")}
        />
      )}
    </div>
  )
}

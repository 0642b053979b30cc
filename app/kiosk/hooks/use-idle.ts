import { type Dispatch, useEffect } from "react"
import type { KioskState } from "@/lib/kiosk/contract"
import { patience } from "../patience"
import type { Flow, Step } from "../steps"

const signs = ["pointerdown", "keydown"] as const

/** Goes on by itself when nobody touches the tablet for a while. */
export function useIdle(flow: Flow, take: Dispatch<Step>, settings: KioskState["settings"]) {
  const next = patience(flow, settings)
  const [seconds, step] = [next?.seconds, next && JSON.stringify(next.step)]
  // biome-ignore lint/correctness/useExhaustiveDependencies: each screen begins the wait anew
  useEffect(() => {
    if (seconds === undefined || step === undefined) return
    const wait = () => setTimeout(() => take(JSON.parse(step)), seconds * 1000)
    let timer = wait()
    const again = () => {
      clearTimeout(timer)
      timer = wait()
    }
    for (const sign of signs) window.addEventListener(sign, again, true)
    return () => {
      clearTimeout(timer)
      for (const sign of signs) window.removeEventListener(sign, again, true)
    }
  }, [flow.screen, flow.cover, seconds, step, take])
}

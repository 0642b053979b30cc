import { useCallback, useEffect, useRef, useState } from "react"
import type { Call, KioskState } from "@/lib/kiosk/contract"
import type { Calls } from "../calls"
import { battery } from "../offline/battery"
import { sendWaiting } from "../offline/send"
import { countWaiting, remember, remembered } from "../offline/store"

const OFTEN = 3000
const USUAL = 30_000
const LONGEST_PAUSE = 300_000

/** Keeps in touch with the server: says how the tablet is, hears what changed, and sends what waits. */
export function useContact(page: KioskState, calls: Calls, called: boolean) {
  const [state, setState] = useState(page)
  const [call, setCall] = useState<Call>(null)
  const [waiting, setWaiting] = useState(0)
  const failures = useRef({ count: 0, until: 0 })

  const count = useCallback(async () => {
    const now = await countWaiting().catch(() => 0)
    setWaiting(now)
    return now
  }, [])

  const send = useCallback(async () => {
    const allSent = await sendWaiting(calls).catch(() => false)
    failures.current = afterSending(failures.current.count, allSent)
    await count()
    return allSent
  }, [calls, count])

  const touch = useCallback(async () => {
    const began = Date.now()
    const request = { build: page.build, waiting: await count(), clock: began, battery: await battery() }
    const { data } = await calls.contact(request)
    if (!data) return
    const { call, ...latest } = data
    setCall(call)
    setState(latest)
    await remember("offset", Math.round(data.now - (began + Date.now()) / 2)).catch(() => undefined)
    const heard = { server: data.now, mono: performance.now(), page: performance.timeOrigin }
    await remember("heard", heard).catch(() => undefined)
    await remember("state", latest).catch(() => undefined)
    if ((await count()) > 0 && performance.now() >= failures.current.until) await send()
  }, [calls, page.build, count, send])

  useLatestState(page, setState)
  const open = called && call === "waiting"
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const goOn = async () => {
      clearTimeout(timer)
      timer = setTimeout(goOn, open ? OFTEN : USUAL)
      await touch()
    }
    const onShow = () => document.visibilityState === "visible" && goOn()
    const onBack = ({ persisted }: PageTransitionEvent) => persisted && goOn()
    const onOnline = () => {
      failures.current.until = 0
      goOn()
    }
    if (open) timer = setTimeout(goOn, OFTEN)
    else goOn()
    window.addEventListener("online", onOnline)
    window.addEventListener("pageshow", onBack)
    document.addEventListener("visibilitychange", onShow)
    return () => {
      clearTimeout(timer)
      window.removeEventListener("online", onOnline)
      window.removeEventListener("pageshow", onBack)
      document.removeEventListener("visibilitychange", onShow)
    }
  }, [touch, open])

  return { state, call, setCall, waiting, count, send }
}

export type Contact = ReturnType<typeof useContact>

/** A page that came from the tablet's own store may be older than what the tablet heard last. */
function useLatestState(page: KioskState, setState: (state: KioskState) => void) {
  useEffect(() => {
    remembered("state")
      .then((kept) => kept && kept.now > page.now && setState(kept))
      .catch(() => undefined)
  }, [page, setState])
}

const afterSending = (count: number, sent: boolean) => {
  if (sent) return { count: 0, until: 0 }
  return { count: count + 1, until: performance.now() + Math.min(5000 * 2 ** count, LONGEST_PAUSE) }
}

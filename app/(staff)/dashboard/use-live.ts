"use client"
import { useEffect, useState } from "react"

export type Connection = "live" | "away" | "ended"

const EVERY_MS = 10_000
const FIRST_RETRY_MS = 2_000
const LONGEST_MS = 60_000
const PATIENCE_MS = 8_000

/**
 * What `path` answers, asked again every 10 seconds while the page is looked at, and at once when it is looked at again
 * or the network is back. Without an answer the last one stays, and it tries again, more and more rarely.
 */
export function useLive<T>(path: string, initial: T): { data: T; connection: Connection } {
  const [seen, setSeen] = useState({ initial, data: initial })
  const [connection, setConnection] = useState<Connection>("live")
  // The server rendered the page anew, after a check-in for instance.
  if (seen.initial !== initial) setSeen({ initial, data: initial })
  useEffect(() => watch<T>(path, (data) => setSeen((known) => ({ ...known, data })), setConnection), [path])
  return { data: seen.data, connection }
}

function watch<T>(path: string, take: (data: T) => void, tell: (connection: Connection) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let [failures, asking, over] = [0, false, false]

  const ask = async () => {
    if (asking || over || document.hidden) return
    clearTimeout(timer)
    asking = true
    const answer = await answerOf<T>(path)
    asking = false
    if (over) return
    over = answer === "ended"
    failures = answer === "none" ? failures + 1 : 0
    if (answer === "ended") tell("ended")
    else if (answer === "none") tell("away")
    else {
      take(answer.data)
      tell("live")
    }
    if (!over) timer = setTimeout(ask, pause(failures))
  }
  const away = () => tell(over ? "ended" : "away")

  const events = [
    [document, "visibilitychange", ask],
    [window, "focus", ask],
    [window, "pageshow", ask],
    [window, "online", ask],
    [window, "offline", away],
  ] as const
  for (const [target, name, work] of events) target.addEventListener(name, work)
  timer = setTimeout(ask, pause(0))
  return () => {
    over = true
    clearTimeout(timer)
    for (const [target, name, work] of events) target.removeEventListener(name, work)
  }
}

async function answerOf<T>(path: string): Promise<{ data: T } | "none" | "ended"> {
  if (!navigator.onLine) return "none"
  try {
    const answer = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) })
    if (answer.status === 401) return "ended"
    return answer.ok ? { data: await answer.json() } : "none"
  } catch {
    return "none"
  }
}

/** A little by chance, so that the screens of a centre do not all come back in the same moment. */
function pause(failures: number): number {
  if (failures === 0) return EVERY_MS
  return Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_MS) * (0.8 + 0.4 * Math.random())
}

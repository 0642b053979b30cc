"use client"
import { useEffect, useState } from "react"
import { isLeaving } from "./sign-out"
import { tickUnseen } from "./tick-unseen"

export type Connection = "live" | "away" | "ended"

const FIRST_RETRY_MS = 2_000
const LONGEST_MS = 60_000
const PATIENCE_MS = 8_000

type Watching = {
  everyMs: number
  /** Also while the page is not looked at. */
  unseen?: boolean
}

/**
 * What `path` answers, asked again and again while the page is looked at, and at once when it is looked at again or the
 * network is back. Without an answer the last one stays, and it tries again, more and more rarely.
 */
export function useLive<T>(
  path: string,
  initial: T,
  { everyMs, unseen = false }: Watching = { everyMs: 10_000 },
): { data: T; connection: Connection } {
  const [seen, setSeen] = useState({ initial, data: initial })
  const [connection, setConnection] = useState<Connection>("live")
  const [round, setRound] = useState(0)
  // The server rendered the page anew, after a check-in for instance, or after signing in again.
  if (seen.initial !== initial) {
    setSeen({ initial, data: initial })
    if (connection === "ended") setRound(round + 1)
    if (connection === "ended") setConnection("live")
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks anew
  useEffect(() => {
    const take = (data: T) => setSeen((known) => ({ ...known, data }))
    return watch<T>(path, { everyMs, unseen }, take, setConnection)
  }, [path, everyMs, unseen, round])
  return { data: seen.data, connection }
}

function watch<T>(
  path: string,
  { everyMs, unseen }: Watching,
  take: (data: T) => void,
  tell: (connection: Connection) => void,
) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let [failures, asking, over] = [0, false, false]

  const ask = async () => {
    if (asking || over || (document.hidden && !unseen)) return
    clearTimeout(timer)
    if (isLeaving()) {
      timer = setTimeout(ask, everyMs)
      return
    }
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
    if (!over) timer = setTimeout(ask, failures === 0 ? everyMs : pause(failures))
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
  timer = setTimeout(ask, everyMs)
  const stop = unseen
    ? tickUnseen(everyMs, () => void (document.hidden && failures === 0 && ask()))
    : undefined
  return () => {
    over = true
    stop?.()
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
  return Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_MS) * (0.8 + 0.4 * Math.random())
}

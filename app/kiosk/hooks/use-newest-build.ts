import { useEffect } from "react"

const TRIED = "kiosk-build-tried"
const AGAIN_AFTER = 10 * 60_000

/**
 * Loads the page anew when the server has another build, nobody is there and the network is: at most every 10 minutes, for
 * a page that came too late is the kept one again.
 */
export function useNewestBuild(shown: string, newest: string, goodMoment: boolean) {
  useEffect(() => {
    if (!goodMoment || newest === shown) return
    const since = Date.now() - Number(sessionStorage.getItem(TRIED) ?? 0)
    if (since >= 0 && since < AGAIN_AFTER) return
    sessionStorage.setItem(TRIED, String(Date.now()))
    location.reload()
  })
}

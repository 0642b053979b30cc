import { useEffect } from "react"

const TRIED = "kiosk-build"

/** Loads the page anew when the server has another build and nobody is there; once for each build. */
export function useNewestBuild(shown: string, newest: string, nobodyThere: boolean) {
  useEffect(() => {
    if (!nobodyThere || newest === shown || sessionStorage.getItem(TRIED) === newest) return
    sessionStorage.setItem(TRIED, newest)
    location.reload()
  }, [shown, newest, nobodyThere])
}

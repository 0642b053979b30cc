import { useEffect, useState } from "react"
import { type Preferences, remember, remembered, usualPreferences } from "../offline/store"

/** What staff set on this tablet itself; kept on it. */
export function usePreferences() {
  const [preferences, setPreferences] = useState(usualPreferences)
  useEffect(() => {
    remembered("preferences")
      .then((kept) => kept && setPreferences({ ...usualPreferences, ...kept }))
      .catch(() => undefined)
  }, [])
  const prefer = (change: Partial<Preferences>) => {
    const next = { ...preferences, ...change }
    setPreferences(next)
    remember("preferences", next).catch(() => undefined)
  }
  return { preferences, prefer }
}

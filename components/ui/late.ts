"use client"
import { type ComponentType, useCallback, useState } from "react"
import { flushSync } from "react-dom"
import { toast } from "./toast"

/** Where the scripts of a part come from; the same function each time. */
export type Source<P> = () => Promise<ComponentType<P>>

/**
 * A part of the page whose scripts come when it is wanted: `Part` is there afterwards. Where they do not come, that is
 * said, unless they were fetched `ahead` only, and they are asked for anew the next time.
 */
export function useLate<P>(source: Source<P>) {
  const [Part, setPart] = useState<ComponentType<P> | null>(null)
  const want = useCallback(
    ({ ahead = false } = {}) =>
      source().then(
        (part) => {
          // At once and whole: what is typed or pressed next is meant for it.
          flushSync(() => setPart(() => part))
          return true
        },
        () => {
          if (!ahead) toast.error(didNotCome, { id: "did-not-come" })
          return false
        },
      ),
    [source],
  )
  return { Part, want }
}

const didNotCome = "This part of the page did not load. Check your connection, or load the page anew."

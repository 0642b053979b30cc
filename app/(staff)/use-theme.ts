"use client"
import { useEffect, useOptimistic } from "react"
import type { Theme } from "@/components/app-frame/account-items"
import { useAction } from "@/components/forms/use-action"
import type { Outcome } from "@/lib/core/outcome"

export type ChooseTheme = (input: { theme: Theme }) => Promise<Outcome<unknown>>

/** The theme that is worn, and how to wear another: at once, and kept for all devices of the user. */
export function useTheme(theme: Theme, choose: ChooseTheme) {
  const [worn, setWorn] = useOptimistic(theme)
  const { run } = useAction()
  useEffect(() => {
    document.documentElement.dataset.theme = worn
  }, [worn])
  const wear = (next: Theme) =>
    run(() => {
      setWorn(next)
      return choose({ theme: next })
    })
  return { worn, wear }
}

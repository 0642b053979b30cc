"use client"
import { useTransition } from "react"
import { toast } from "@/components/ui/toast"
import type { Outcome } from "@/lib/core/outcome"
import { attempt } from "./attempt"

/** For a button: runs a server action, says why when the server says no, and hands what it answers to `done`. */
export function useAction() {
  const [pending, start] = useTransition()
  const run = <R>(work: () => Promise<Outcome<R>>, done?: (data: R) => void) =>
    start(async () => {
      const outcome = await attempt(work)
      if (outcome.ok) done?.(outcome.data)
      else toast.error(outcome.error.message)
    })
  return { pending, run }
}

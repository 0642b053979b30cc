"use client"
import { useTransition } from "react"
import { askToSignIn } from "@/components/sign-in/ask"
import { toast } from "@/components/ui/toast"
import type { Failure, Outcome } from "@/lib/core/outcome"
import { attempt } from "./attempt"

/**
 * For a button: runs a server action, says why when the server says no, unless `refused` does, and hands what it answers
 * to `done`. When the session has ended it asks to sign in, and goes on by itself for the same person.
 */
export function useAction() {
  const [pending, start] = useTransition()
  const run = <R>(
    work: () => Promise<Outcome<R>>,
    done?: (data: R) => void,
    refused: (error: Failure) => void = say,
  ) =>
    start(async () => {
      const outcome = await attempt(work)
      if (outcome.ok) done?.(outcome.data)
      else if (outcome.error.kind === "unauthenticated") void again(() => run(work, done, refused))
      else refused(outcome.error)
    })
  return { pending, run }
}

const say = ({ message }: Failure) => void toast.error(message)

async function again(act: () => void) {
  const who = await askToSignIn()
  if (who === "same person") act()
  if (who === "nobody")
    toast.error("Your session has ended, so nothing was changed.", {
      action: { label: "Sign in", onClick: () => void again(act) },
    })
}

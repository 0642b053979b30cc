"use client"
import { type FormEvent, useState, useTransition } from "react"
import { askToSignIn } from "@/components/sign-in/ask"
import type { Failure, Outcome } from "@/lib/core/outcome"
import { attempt } from "./attempt"

/**
 * A form whose typed text stays when the server says no. `send` gets the fields by name. When the session has ended it
 * asks to sign in on top of the form, and sends it again by itself for the same person.
 */
export function useSubmit<R>(
  send: (fields: Record<string, string>) => Promise<Outcome<R>>,
  done: (data: R) => void,
) {
  const [error, setError] = useState<Failure | null>(null)
  const [pending, start] = useTransition()
  const again = async (form: HTMLFormElement) => {
    const who = await askToSignIn()
    if (who !== "nobody") setError(null)
    if (who === "same person") form.requestSubmit()
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const form = event.currentTarget
    const fields = Object.fromEntries(new FormData(form)) as Record<string, string>
    start(async () => {
      const outcome = await attempt(() => send(fields))
      setError(outcome.ok ? null : outcome.error)
      if (outcome.ok) done(outcome.data)
      else if (outcome.error.kind === "unauthenticated") void again(form)
    })
  }
  const errorOf = (field: string) => error?.fields.find((wrong) => wrong.field === field)?.message
  return { submit, pending, error, errorOf, clear: () => setError(null) }
}

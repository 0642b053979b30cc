"use client"
import { type FormEvent, useState, useTransition } from "react"
import type { Failure, Outcome } from "@/lib/core/outcome"
import { attempt } from "./attempt"

/** A form whose typed text stays when the server says no. `send` gets the fields by name. */
export function useSubmit<R>(
  send: (fields: Record<string, string>) => Promise<Outcome<R>>,
  done: (data: R) => void,
) {
  const [error, setError] = useState<Failure | null>(null)
  const [pending, start] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const fields = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>
    start(async () => {
      const outcome = await attempt(() => send(fields))
      setError(outcome.ok ? null : outcome.error)
      if (outcome.ok) done(outcome.data)
    })
  }
  const errorOf = (field: string) => error?.fields.find((wrong) => wrong.field === field)?.message
  return { submit, pending, error, errorOf, clear: () => setError(null) }
}

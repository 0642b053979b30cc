"use client"
import { useEffect, useState, useTransition } from "react"
import { attempt } from "@/components/forms/attempt"
import { askToSignIn } from "@/components/sign-in/ask"
import { formatDate } from "@/lib/core/format"
import type { Outcome } from "@/lib/core/outcome"
import type { Coverage } from "@/lib/coverage/status"

export type Found = {
  id: string
  firstName: string
  lastName: string
  coverage: Coverage
  /** By which visit they are here, and since when. */
  here: { visitId: string; since: string } | null
  /** What tells them from others of their name. */
  mark: { born: string | null; phoneEnd: string | null } | null
}
export type Suggest = (input: { query: string }) => Promise<Outcome<Found[]>>

const PAUSE_MS = 120

/**
 * The clients that match, asked for once typing pauses; answers that come late are dropped. Until the next answer is
 * there, the last one stays and is not `fresh`. When the session has ended it asks to sign in, and asks again.
 */
export function useSuggestions(suggest: Suggest, query: string) {
  const [answer, setAnswer] = useState<{ query: string; outcome: Outcome<Found[]> } | null>(null)
  const [, start] = useTransition()
  useEffect(() => {
    if (!query) return
    let late = false
    const ask = async () => {
      const outcome = await attempt(() => suggest({ query }))
      if (late) return
      start(() => setAnswer({ query, outcome }))
      const ended = !outcome.ok && outcome.error.kind === "unauthenticated"
      if (ended && (await askToSignIn()) === "same person" && !late) void ask()
    }
    const timer = setTimeout(ask, PAUSE_MS)
    return () => {
      late = true
      clearTimeout(timer)
    }
  }, [query, suggest])
  if (!query) return { found: null, problem: null, fresh: true }
  if (!answer) return { found: null, problem: null, fresh: false }
  const fresh = answer.query === query
  if (!answer.outcome.ok) return { found: null, problem: answer.outcome.error.message, fresh }
  return { found: answer.outcome.data, problem: null, fresh }
}

/** `born 1/3/1990, phone ends in 0142`, where two have one name; else empty. */
export function markInWords({ mark }: Found): string {
  const parts = [
    mark?.born && `born ${formatDate(mark.born)}`,
    mark?.phoneEnd && `phone ends in ${mark.phoneEnd}`,
  ]
  return parts.filter(Boolean).join(", ")
}

export const fullName = ({ firstName, lastName }: Found) => `${firstName} ${lastName}`

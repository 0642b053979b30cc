"use client"
import { useSubmit } from "@/components/forms/use-submit"
import type { Outcome } from "@/lib/core/outcome"
import type { Overlap } from "./membership-actions"

/**
 * A form that is asked once before days are written that overlap another membership: sent again as it stands, it is
 * meant. What is changed in it takes the question back.
 */
export function useAsking<R>(
  send: (fields: Record<string, string>, overlap: Overlap) => Promise<Outcome<R>>,
  done: (data: R) => void,
) {
  const form = useSubmit((fields) => send(fields, question ? "allow" : "ask"), done)
  const question: string | undefined = form.errorOf("overlap")
  const onChange = () => question && form.clear()
  return { ...form, question, onChange }
}

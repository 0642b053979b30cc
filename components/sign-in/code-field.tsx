"use client"
import { useEffect, useRef } from "react"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"

/** The second step of signing in. The cursor stands in it, and a wrong code is marked to be typed over. */
export function CodeField({ error, wrongCodes }: { error: string | null; wrongCodes: number }) {
  const input = useRef<HTMLInputElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal brings the cursor back
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [wrongCodes])
  return (
    <Field
      name="code"
      id="sign-in-code"
      label="Code"
      help="The 6 digits that your authenticator app shows now, or one of your recovery codes."
      error={error}
    >
      <Input
        ref={input}
        autoComplete="one-time-code"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        required
        maxLength={100}
      />
    </Field>
  )
}

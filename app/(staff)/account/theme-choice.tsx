"use client"
import { startTransition, useOptimistic } from "react"
import { useAction } from "@/components/forms/use-action"
import type { Outcome } from "@/lib/core/outcome"

type Theme = "light" | "dark" | "system"
type ThemeChoiceProps = {
  theme: Theme
  choose: (input: { theme: Theme }) => Promise<Outcome<unknown>>
}

const themes: Record<Theme, string> = { light: "Light", dark: "Dark", system: "Like this device" }

/** Takes effect at once, on every device of the user. */
export function ThemeChoice({ theme, choose }: ThemeChoiceProps) {
  const [shown, setShown] = useOptimistic(theme)
  const { run } = useAction()
  const change = (next: Theme) => {
    startTransition(() => setShown(next))
    run(
      () => choose({ theme: next }),
      () => {
        document.documentElement.dataset.theme = next
      },
    )
  }
  return (
    <fieldset className="flex flex-wrap gap-x-6">
      <legend className="sr-only">Colours</legend>
      {(Object.keys(themes) as Theme[]).map((one) => (
        <label key={one} className="target flex items-center gap-3">
          <input
            type="radio"
            name="theme"
            className="size-5 accent-(--primary)"
            checked={shown === one}
            onChange={() => change(one)}
          />
          {themes[one]}
        </label>
      ))}
    </fieldset>
  )
}

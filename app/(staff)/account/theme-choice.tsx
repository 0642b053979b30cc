"use client"
import type { Theme } from "@/components/app-frame/account-items"
import { type ChooseTheme, useTheme } from "../use-theme"

const themes: Record<Theme, string> = { light: "Light", dark: "Dark", system: "Like this device" }

export function ThemeChoice({ theme, choose }: { theme: Theme; choose: ChooseTheme }) {
  const { worn, wear } = useTheme(theme, choose)
  return (
    <fieldset className="flex flex-wrap gap-x-6">
      <legend className="sr-only">Theme</legend>
      {(Object.keys(themes) as Theme[]).map((one) => (
        <label key={one} className="target flex items-center gap-3">
          <input
            type="radio"
            name="theme"
            className="size-5 accent-(--primary)"
            checked={worn === one}
            onChange={() => wear(one)}
          />
          {themes[one]}
        </label>
      ))}
    </fieldset>
  )
}

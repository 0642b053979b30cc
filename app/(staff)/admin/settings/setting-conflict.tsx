import { CalledAlert } from "@/components/ui/called-alert"
import type { SettingName, Settings } from "@/lib/settings/schema"
import { settingChanges } from "@/lib/settings/words"
import type { Typed } from "./use-settings"

/** Another admin saved in between: their value and the one that was typed, side by side. */
export function SettingConflict({ saved, typed }: { saved: Partial<Settings>; typed: Typed }) {
  const changes = (Object.keys(saved) as SettingName[]).flatMap((name) =>
    settingChanges(name, saved[name], typed[name]),
  )
  return (
    <CalledAlert tone="warn" title="Somebody else changed this while you were editing.">
      <p>Nothing you typed is lost. Saving again replaces their value by yours:</p>
      <ul className="mt-2 grid gap-1">
        {changes.map(({ what, from, to }) => (
          <li key={what} className="[overflow-wrap:anywhere]">
            <strong>{what}</strong>: they saved “{from}”, you typed “{to}”.
          </li>
        ))}
      </ul>
    </CalledAlert>
  )
}

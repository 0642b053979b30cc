import { CalledAlert } from "@/components/ui/called-alert"
import { fieldNames } from "@/lib/clients/names"
import type { Clash } from "./client-values"

/** Somebody else saved the client while the form was open: what they saved, and what saving again will do. */
export function ConflictNotice({ clashes }: { clashes: Clash[] }) {
  return (
    <CalledAlert tone="warn" title="Somebody else saved this client while you were editing.">
      {clashes.length === 0 ? (
        <p>
          They changed other fields than you, and those stay as they saved them. Save again to add your
          changes.
        </p>
      ) : (
        <>
          <p>Nothing you typed is lost. Saving again replaces their value by yours in:</p>
          <ul className="mt-2 grid gap-1">
            {clashes.map(({ field, saved, typed }) => (
              <li key={field} className="[overflow-wrap:anywhere]">
                <strong>{fieldNames[field]}</strong>: they saved “{saved || "nothing"}”, you typed “
                {typed || "nothing"}”.
              </li>
            ))}
          </ul>
        </>
      )}
    </CalledAlert>
  )
}

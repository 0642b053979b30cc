import type { IconName } from "../icons"
import { Picture } from "./picture"

/** A line that comes and goes, and is read out when it comes. */
export function Note({ icon, children }: { icon?: IconName; children?: string | false | null }) {
  return (
    <p role="status" className="flex items-center justify-center gap-3 font-semibold">
      {children && icon && <Picture name={icon} className="size-9 shrink-0" />}
      {children && <span>{children}</span>}
    </p>
  )
}

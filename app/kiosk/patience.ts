import type { KioskState } from "@/lib/kiosk/contract"
import type { Flow, Step } from "./steps"

/** After the question whether somebody is still there. */
const LAST_CALL = 20

/** What happens when nobody touches the tablet for so many seconds; undefined where it waits for ever. */
export function patience(
  flow: Flow,
  { successSeconds, idleSeconds }: KioskState["settings"],
): { seconds: number; step: Step } | undefined {
  const { screen, cover, languageChosen, reading } = flow
  const reset: Step = { type: "reset" }
  if (cover === "idle") return { seconds: LAST_CALL, step: reset }
  if (screen.name === "welcome")
    return languageChosen || reading || cover ? { seconds: idleSeconds, step: reset } : undefined
  if ((screen.name === "done" || screen.name === "undone") && !cover)
    return successSeconds > 0 ? { seconds: successSeconds, step: reset } : undefined
  return { seconds: idleSeconds, step: { type: "cover", cover: "idle" } }
}

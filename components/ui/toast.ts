import { toast as sonner } from "sonner"
import { isInMessage } from "./in-message"

type ToastOptions = {
  /** The same id replaces the toast that has it. */
  id?: string
  description?: string
  action?: { label: string; onClick: () => void }
  /** How long it stays; 5 seconds unless said, 10 with an action. */
  seconds?: number
}

/** What happened. An error stays until it is dismissed. */
export const toast = {
  success: (message: string, options?: ToastOptions) => sonner.success(message, timed(options)),
  info: (message: string, options?: ToastOptions) => sonner.info(message, timed(options)),
  warning: (message: string, options?: ToastOptions) => sonner.warning(message, timed(options)),
  error: (message: string, options?: ToastOptions) =>
    sonner.error(message, { ...timed(options), duration: Number.POSITIVE_INFINITY }),
  dismiss: (id?: string | number) => sonner.dismiss(id),
}

function timed({ seconds, action, ...options }: ToastOptions = {}) {
  return {
    ...options,
    action: action && { ...action, onClick: acting(action.onClick) },
    duration: (seconds ?? (action ? 10 : 5)) * 1000,
  }
}

/** The toasts give the focus back when they lose it; they must not take it out of a dialog that the action opens. */
const acting = (act: () => void) => () => {
  const focused = document.activeElement
  if (focused instanceof HTMLElement && isInMessage(focused)) focused.blur()
  act()
}

import type { MouseEvent } from "react"
import { toast as sonner } from "sonner"

type ToastOptions = {
  /** The same id replaces the toast that has it. */
  id?: string
  description?: string
  action?: { label: string; onClick: () => void }
  /** How long it stays; 5 seconds unless said, 10 with an action. */
  seconds?: number
  /** It asks for something: it stays until whoever showed it dismisses it, also when its action was chosen. */
  stays?: boolean
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

function timed({ seconds, action, stays, ...options }: ToastOptions = {}) {
  return {
    ...options,
    action: action && { ...action, onClick: acting(action.onClick, stays) },
    duration: stays ? Number.POSITIVE_INFINITY : (seconds ?? (action ? 10 : 5)) * 1000,
    ...(stays && { dismissible: false, closeButton: false }),
  }
}

/** The toasts give the focus back when they lose it; they must not take it out of a dialog that the action opens. */
const acting = (act: () => void, stays?: boolean) => (event: MouseEvent) => {
  if (stays) event.preventDefault()
  const focused = document.activeElement
  if (focused instanceof HTMLElement && focused.closest("[data-sonner-toaster]")) focused.blur()
  act()
}

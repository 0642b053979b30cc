import { toast as sonner } from "sonner"

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
    sonner.error(message, { ...options, duration: Number.POSITIVE_INFINITY }),
  dismiss: (id?: string | number) => sonner.dismiss(id),
}

function timed({ seconds, ...options }: ToastOptions = {}) {
  return { ...options, duration: (seconds ?? (options.action ? 10 : 5)) * 1000 }
}

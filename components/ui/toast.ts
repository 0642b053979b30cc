import { toast as sonner } from "sonner"

type ToastOptions = {
  /** The same id replaces the toast that has it. */
  id?: string
  description?: string
  action?: { label: string; onClick: () => void }
}

/** What happened. With an action (Undo) it stays 10 seconds; an error stays until it is dismissed. */
export const toast = {
  success: (message: string, options?: ToastOptions) => sonner.success(message, timed(options)),
  info: (message: string, options?: ToastOptions) => sonner.info(message, timed(options)),
  warning: (message: string, options?: ToastOptions) => sonner.warning(message, timed(options)),
  error: (message: string, options?: ToastOptions) =>
    sonner.error(message, { ...options, duration: Number.POSITIVE_INFINITY }),
  dismiss: (id?: string | number) => sonner.dismiss(id),
}

function timed(options?: ToastOptions) {
  return { ...options, duration: options?.action ? 10_000 : 5_000 }
}

/** Whether this is part of a message, which lies above everything, also above an open dialog. */
export const isInMessage = (target: EventTarget | null) =>
  target instanceof Element && target.closest("[data-sonner-toaster]") !== null

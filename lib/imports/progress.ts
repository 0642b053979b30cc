type Numbers = {
  state: string
  bytesRead: number
  fileSize: number
  total: number
  written: number
  undone: number
  kept: number
  outcomes: { created: number; updated: number }
}

/** How far the work on an import is: so much `done` `of` so much, in bytes while it is read, else in rows. What is over is whole. */
export function progressOf(found: Numbers): { done: number; of: number } {
  if (found.state === "checking") return { done: found.bytesRead, of: found.fileSize }
  if (found.state === "running" || found.state === "failed") return { done: found.written, of: found.total }
  if (found.state === "undoing" || found.state === "undone")
    return { done: found.undone + found.kept, of: found.outcomes.created + found.outcomes.updated }
  return { done: found.total, of: found.total }
}

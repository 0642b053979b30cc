/** Who signed in when asked to: who was signed in before, another user, or nobody. */
export type Answer = "same person" | "somebody else" | "nobody"

let waiting: ((answer: Answer) => void)[] = []
const listeners = new Set<() => void>()

/** Opens the sign-in dialog over whatever is on screen; whoever asks while it is open waits for the same answer. */
export function askToSignIn(): Promise<Answer> {
  if (listeners.size === 0) return Promise.resolve("nobody")
  return new Promise((resolve) => {
    waiting = [...waiting, resolve]
    tell()
  })
}

/** Closes the dialog and tells everybody who waits. */
export function answerAll(answer: Answer) {
  const asked = waiting
  waiting = []
  tell()
  for (const resolve of asked) resolve(answer)
}

export const isAsking = () => waiting.length > 0

export function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function tell() {
  for (const listener of listeners) listener()
}

/**
 * Ticks also while the page is not looked at, when browsers slow its own timers down to one a minute, but not those of a
 * worker. Where there can be no worker it does not tick. Returns how to end it.
 */
export function tickUnseen(everyMs: number, tick: () => void): () => void {
  try {
    const worker = new Worker(new URL("./ticking.ts", import.meta.url))
    worker.onmessage = tick
    worker.onerror = () => worker.terminate()
    worker.postMessage(everyMs)
    return () => worker.terminate()
  } catch {
    return () => {}
  }
}

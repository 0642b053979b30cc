import type { Calls } from "../calls"
import { dropEntries, entriesOf, waitingKeys } from "./store"

/** As many as the server takes at once. */
const BATCH = 50

/**
 * Sends all that waits, oldest first, and drops exactly what the server says it has. True when nothing is left. One tab
 * sends at a time; a batch without an answer ends it, and everything in it stays for the next time.
 */
export async function sendWaiting(calls: Calls): Promise<boolean> {
  if (!navigator.locks) return await sendAll(calls)
  return await navigator.locks.request(
    "kiosk-send",
    { ifAvailable: true },
    (lock) => lock !== null && sendAll(calls),
  )
}

async function sendAll(calls: Calls): Promise<boolean> {
  const keys = await waitingKeys()
  for (let from = 0; from < keys.length; from += BATCH)
    if (!(await sendBatch(calls, keys.slice(from, from + BATCH)))) return false
  return (await waitingKeys()).length === 0
}

/** False when there was no answer. What the server cannot take stays, and does not hold up what stands beside it. */
async function sendBatch(calls: Calls, keys: string[]): Promise<boolean> {
  const { data } = await calls.sync({ clock: Date.now(), entries: await entriesOf(keys) })
  if (!data) return false
  await dropEntries(data.kept.filter((key) => keys.includes(key)))
  return true
}

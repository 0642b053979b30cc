import type { KioskState, TicketsRequest, Way } from "@/lib/kiosk/contract"
import { newKey } from "../new-key"
import { sealed } from "./seal"
import { keepEntries, remembered } from "./store"

/** Keeps a check-in by what the visitor gave, for when the network is back. False when that cannot be done safely. */
export async function keepGiven(way: Way, value: string, box: KioskState["box"]): Promise<boolean> {
  const at = Date.now()
  const text = await sealed(way, value, box)
  if (!text) return false
  await keepEntries([{ key: newKey(), at, ...(await clocks()), sealed: text, box: box.id }])
  return true
}

/** Keeps the check-in of people who were looked up, with the keys of the request that got no answer. */
export async function keepTickets({ people }: TicketsRequest): Promise<boolean> {
  const known = { at: Date.now(), ...(await clocks()) }
  await keepEntries(people.map((person) => ({ ...person, ...known })))
  return true
}

/** What the server can judge the tablet's clock by: how far it was off, when the two spoke last, and how long ago that is. */
async function clocks() {
  const [offset, heard] = [await remembered("offset"), await remembered("heard")]
  // The steady clock begins anew with each page.
  const isSamePage = heard?.page === performance.timeOrigin
  const elapsed = heard && isSamePage ? Math.round(performance.now() - heard.mono) : null
  return { offset: offset ?? null, heard: heard?.server ?? null, elapsed }
}

import type { Outside } from "@/lib/kiosk/contract"
import { removeStore } from "./store"

/**
 * Removes whatever a tablet keeps that is not let in any more. Only one that was cut off drops what it has not sent: one
 * that the server does not know may be paired again, and nobody but the server can read its entries.
 */
export async function forget(why: Outside) {
  sessionStorage.clear()
  localStorage.clear()
  await removeWorkers().catch(() => undefined)
  await Promise.allSettled([removeCaches(), why === "revoked" && removeStore()])
}

async function removeCaches() {
  if (!("caches" in window)) return
  for (const name of await caches.keys()) await caches.delete(name)
}

async function removeWorkers() {
  for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister()
}

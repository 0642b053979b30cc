import { removeStore } from "./store"

/** Removes whatever this tablet keeps: it is not let in any more. */
export async function forgetEverything() {
  sessionStorage.clear()
  localStorage.clear()
  await removeWorkers().catch(() => undefined)
  await Promise.allSettled([removeStore(), removeCaches()])
}

async function removeCaches() {
  if (!("caches" in window)) return
  for (const name of await caches.keys()) await caches.delete(name)
}

async function removeWorkers() {
  for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister()
}

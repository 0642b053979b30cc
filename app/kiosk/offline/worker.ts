/** So long after its start the kiosk fetches the reader of cards. */
const LATER = 15_000

/** Makes the kiosk open without the network, and asks the browser not to throw away what waits. */
export async function liveOffline() {
  await navigator.storage?.persist?.().catch(() => false)
  const worker = navigator.serviceWorker
  if (!worker) return
  await worker.register("/kiosk/sw.js", { scope: "/kiosk" }).catch(() => undefined)
  if (!worker.controller) await new Promise((control) => worker.addEventListener("controllerchange", control))
  // Asked for once, when no visitor waits for anything, so that the worker has it.
  setTimeout(() => import("../card/reader").catch(() => undefined), LATER)
}

/** Makes the kiosk open without the network, and asks the browser not to throw away what waits. */
export async function liveOffline() {
  await navigator.storage?.persist?.().catch(() => false)
  const worker = navigator.serviceWorker
  if (!worker) return
  await worker.register("/kiosk/sw.js", { scope: "/kiosk" }).catch(() => undefined)
  if (!worker.controller) await new Promise((control) => worker.addEventListener("controllerchange", control))
  // The reader of cards is asked for once, so that the worker has it when there is no network.
  await import("../card/reader").catch(() => undefined)
}

/**
 * Lets the kiosk open without the network: the page as it was loaded last, whole, with the policy that came with it, and
 * the scripts and styles it names. What the tablet asks of the server under /kiosk/calls goes past this.
 */
const PAGE = "/kiosk"
const KEPT = "kiosk-1"
const MOST_FILES = 80
const PATIENCE = 4000

self.addEventListener("install", (event) => {
  self.skipWaiting()
  event.waitUntil(
    fetch(PAGE, { cache: "no-store" })
      .then(keepPage)
      .catch(() => undefined),
  )
})

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))

self.addEventListener("fetch", (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== "GET" || origin !== self.location.origin) return
  if (request.mode === "navigate" && pathname === PAGE) event.respondWith(newestPage(event))
  else if (pathname.startsWith("/_next/static/")) event.respondWith(file(request))
})

/** The server's page; the kept one when none comes soon, or the server is not well. */
async function newestPage(event) {
  const kept = await (await caches.open(KEPT)).match(PAGE)
  const answer = fetch(event.request)
  event.waitUntil(answer.then((response) => keepPage(response.clone())).catch(() => undefined))
  if (!kept) return await answer
  const ours = answer.then(async (response) => (await ourPage(response.clone())) && response)
  return (await Promise.race([ours.catch(() => undefined), later(PATIENCE)])) || kept
}

/** Our page's text; undefined for any other: a proxy or a hotspot answers with a page of its own while the server is away. */
async function ourPage(response) {
  if (!response.ok || response.redirected) return undefined
  const html = await response.text()
  return /data-kiosk="(paired|unpaired|revoked)"/.test(html) ? html : undefined
}

/** Keeps the page of a tablet that is let in, with all that it needs; forgets the kept one of a tablet that is not. */
async function keepPage(response) {
  const html = await ourPage(response.clone())
  if (!html) return
  const cache = await caches.open(KEPT)
  if (!html.includes('data-kiosk="paired"')) return void (await cache.delete(PAGE))
  const files = [...new Set(html.match(/\/_next\/static\/[\w./~-]+\.(?:js|css)/g))]
  const answers = await Promise.all(files.map((path) => file(new Request(path))))
  if (!answers.every(isFile)) return
  await cache.put(PAGE, response)
  await bound(cache, files)
}

/** A file whose name changes with its content. */
async function file(request) {
  const cache = await caches.open(KEPT)
  const kept = await cache.match(request)
  if (kept) return kept
  const response = await fetch(request)
  if (isFile(response)) await cache.put(request, response.clone())
  return response
}

/** Somebody else's page in the place of a script would stay there for ever. */
const isFile = ({ ok, redirected, headers }) =>
  ok && !redirected && !headers.get("content-type")?.startsWith("text/html")

/** The oldest files go first, but none that the kept page names: what never changes is the oldest. */
async function bound(cache, needed) {
  const others = (await cache.keys()).filter(
    ({ url }) => !url.endsWith(PAGE) && !needed.includes(new URL(url).pathname),
  )
  for (const old of others.slice(0, Math.max(0, others.length - MOST_FILES))) await cache.delete(old)
}

const later = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

import { readFileSync } from "node:fs"
import { runInNewContext } from "node:vm"
import { beforeEach, expect, test } from "vitest"

const ORIGIN = "https://bec.example"
const SCRIPT = "/_next/static/chunks/a.js"
type Asked = { url: string } | string

/** What the browser keeps, what the network answers (nothing, where nothing stands), and whether that takes too long. */
let kept: Map<string, Response>
let network: Record<string, () => Response>
let slow: boolean
let heard: Record<string, (event: unknown) => void>

const pathOf = (asked: Asked) => new URL(typeof asked === "string" ? asked : asked.url, ORIGIN).pathname
const cache = {
  match: async (asked: Asked) => kept.get(pathOf(asked))?.clone(),
  put: async (asked: Asked, answer: Response) => void kept.set(pathOf(asked), answer),
  delete: async (asked: Asked) => kept.delete(pathOf(asked)),
  keys: async () => [...kept.keys()].map((path) => ({ url: `${ORIGIN}${path}` })),
}

beforeEach(() => {
  kept = new Map()
  network = {}
  slow = false
  heard = {}
  runInNewContext(readFileSync("public/kiosk/sw.js", "utf8"), {
    self: {
      location: { origin: ORIGIN },
      addEventListener: (name: string, listener: (event: unknown) => void) => {
        heard[name] = listener
      },
    },
    caches: { open: async () => cache },
    fetch: async (asked: Asked) => {
      const answer = network[pathOf(asked)]
      if (!answer) throw new TypeError("no network")
      return answer()
    },
    Request: class {
      url: string
      constructor(path: string) {
        this.url = `${ORIGIN}${path}`
      }
    },
    setTimeout: (done: () => void) => slow && done(),
    URL,
  })
})

const html = (text: string, status = 200) =>
  new Response(text, { status, headers: { "content-type": "text/html; charset=utf-8" } })
const pageOf = (shown: string, ...files: string[]) =>
  html(`<div data-kiosk="${shown}">${files.map((file) => `<script src="${file}">`).join("")}</div>`)
const fileOf = (text: string) => new Response(text, { headers: { "content-type": "text/javascript" } })

/** Asks as the browser does; `done` is when the worker has done all that follows. */
function ask(path: string, mode = "no-cors") {
  const work: Promise<unknown>[] = []
  let answer: Promise<Response> | undefined
  heard.fetch?.({
    request: { url: `${ORIGIN}${path}`, method: "GET", mode },
    respondWith: (given: Promise<Response>) => {
      answer = given
    },
    waitUntil: (more: Promise<unknown>) => work.push(more),
  })
  const text = answer?.then((given) => given.text())
  return { text, done: async () => [await text, await Promise.all(work)][0] }
}
const open = () => ask("/kiosk", "navigate").done()

async function openWhileWell(...files: string[]) {
  network = { "/kiosk": () => pageOf("paired", ...files) }
  for (const file of files) network[file] = () => fileOf("ours")
  await open()
  network = {}
}

test("the page of a tablet that is let in is kept with its files, and opens without the network", async () => {
  await openWhileWell(SCRIPT)
  expect(await open()).toContain('data-kiosk="paired"')
  expect(await ask(SCRIPT).done()).toBe("ours")
})

test.each([
  ["that a proxy gives while the server is away", () => html("502 Bad Gateway", 502)],
  ["of a hotspot that wants somebody to sign in", () => html("<form>Sign in to the Wi-Fi</form>")],
  ["of a server that has a fault", () => html('<div data-kiosk="paired"></div>', 500)],
  ["that says only that the kiosk failed", () => pageOf("failed")],
])("a page %s takes the kept one's place neither on the screen nor in the store", async (_, answer) => {
  await openWhileWell(SCRIPT)
  network = { "/kiosk": answer }
  expect(await open()).toContain(SCRIPT)
  network = {}
  expect(await open()).toContain(SCRIPT)
})

test("a page that does not end is not waited for", async () => {
  await openWhileWell(SCRIPT)
  slow = true
  network = { "/kiosk": () => new Response(new ReadableStream()) }
  expect(await ask("/kiosk", "navigate").text).toContain(SCRIPT)
})

test("a page that comes late is shown the next time", async () => {
  await openWhileWell(SCRIPT)
  slow = true
  network = { "/kiosk": () => pageOf("paired") }
  expect(await open()).toContain(SCRIPT)
  expect(await open()).not.toContain(SCRIPT)
})

test.each(["unpaired", "revoked"])("of a tablet that is %s no page is kept any more", async (shown) => {
  await openWhileWell()
  network = { "/kiosk": () => pageOf(shown) }
  expect(await open()).toContain(shown)
  expect([...kept.keys()]).toEqual([])
})

test.each([
  ["a proxy's page", () => html("<form>Sign in to the Wi-Fi</form>")],
  ["a fault", () => new Response("", { status: 502 })],
])("%s in the place of a script is not kept, nor is the page that needs the script", async (_, answer) => {
  await openWhileWell()
  network = { "/kiosk": () => pageOf("paired", SCRIPT), [SCRIPT]: answer }
  expect(await open()).toContain(SCRIPT)
  network = {}
  expect(await open()).not.toContain(SCRIPT)
  expect([...kept.keys()]).toEqual(["/kiosk"])
})

test("of older builds the oldest files go, and none that the page needs", async () => {
  const numbered = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => `/_next/static/chunks/${from + at}.js`)
  await openWhileWell(SCRIPT, ...numbered(0, 60))
  await openWhileWell(SCRIPT, ...numbered(60, 60))
  expect(kept.size).toBe(1 + 1 + 120)
  await openWhileWell(SCRIPT, ...numbered(120, 5))
  expect([...kept.keys()].sort()).toEqual(["/kiosk", SCRIPT, ...numbered(40, 85)].sort())
})

test("what the tablet asks of the server, and other pages, go past the worker", () => {
  for (const [path, mode] of [
    ["/kiosk/calls/contact", "cors"],
    ["/clients", "navigate"],
  ] as const)
    expect(ask(path, mode).text).toBeUndefined()
})

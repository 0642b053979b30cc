import { gzipSync } from "node:zlib"
import type { Page } from "@playwright/test"
import { hydrated, longUnless } from "./centre"
import { expect, pairByCall, test } from "./kiosk-tablet"

type Visitor = "admin" | "tablet" | "nobody"

/**
 * The most bytes after gzip of all scripts that the first load of a page may bring. React and Next's own runtime are
 * 137,000 of each.
 */
const most: [path: string, as: Visitor, bytes: number][] = [
  ["/kiosk", "tablet", 170_000],
  ["/login", "nobody", 160_000],
  ["/clients", "admin", 200_000],
  ["/clients/{id}", "admin", 240_000],
  ["/check-ins", "admin", 200_000],
  ["/reports", "admin", 200_000],
  ["/", "admin", 200_000],
]

for (const [path, as, bytes] of most)
  test(
    `the first load of ${path} brings at most ${bytes / 1000} kB of scripts`,
    longUnless(["/kiosk", "/login", "/clients"].includes(path)),
    async ({ browserOf, codeToPair, guest }) => {
      const page = await browserOf(as === "admin" ? as : undefined, {})
      if (as === "tablet") await pairByCall(page, await codeToPair())
      const scripts = scriptsOf(page)
      await page.goto(path.replace("{id}", guest.id))
      await hydrated(page)
      if (as === "tablet") await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
      await page.waitForLoadState("networkidle")
      const sizes = await Promise.all(scripts.values())
      const sum = sizes.reduce((total, size) => total + size, 0)
      test.info().annotations.push({ type: "gzip", description: `${sum} bytes in ${sizes.length} scripts` })
      expect(sizes.length).toBeGreaterThan(3)
      expect(sum).toBeLessThanOrEqual(bytes)
    },
  )

/** The size of each script that the page gets from now on, by its address. */
function scriptsOf(page: Page): Map<string, Promise<number>> {
  const scripts = new Map<string, Promise<number>>()
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return
    scripts.set(
      response.url(),
      response.body().then((body) => gzipSync(body).length),
    )
  })
  return scripts
}

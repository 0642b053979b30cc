import AxeBuilder from "@axe-core/playwright"
import type { Page } from "@playwright/test"
import { expect } from "./centre"

/** What can be wrong in dark only: the colours are all that differs. */
const ofColour = ["color-contrast", "link-in-text-block"]

/** No violation in light or dark, on the whole page or in `part` of it, and nothing that makes the page scroll sideways. */
export async function expectAccessible(page: Page, part = "html") {
  // While a page is refreshed its title is away for a moment.
  await expect(page, "the page has a title").toHaveTitle(/./)
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
    const axe = new AxeBuilder({ page }).include(part)
    const { violations } = await (colorScheme === "light" ? axe : axe.withRules(ofColour)).analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" | ")}`)
    expect(found, colorScheme).toEqual([])
  }
  await expectNoSidewaysScroll(page)
}

/** Fails when something on the page stays wider than the window. */
export async function expectNoSidewaysScroll(page: Page) {
  const overflow = () =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth - clientWidth
    })
  await expect.poll(overflow, "the page scrolls sideways").toBeLessThanOrEqual(0)
}

import type { Page } from "@playwright/test"
import axe from "axe-core"
import { expect } from "./centre"

const PHONE = { width: 360, height: 740 }
/** What a desk's window has left at 200 % zoom. */
const ZOOMED = { width: 640, height: 400 }

/**
 * No violation on the whole page or in `part` of it, and nothing that makes the page scroll sideways, in a window of any
 * width. The colors of both themes have a test of their own (tests/contrast.test.ts).
 */
export async function expectAccessible(page: Page, part = "html") {
  await expectNoViolation(page, part)
  await expectNoSidewaysScrollAnywhere(page)
}

/** Nothing makes the page scroll sideways, on a phone and on a desk at 200 % zoom. */
export async function expectNoSidewaysScrollAnywhere(page: Page) {
  await inWindow(page, ZOOMED, () => expectNoSidewaysScroll(page))
  await onPhone(page, () => expectNoSidewaysScroll(page))
}

export const onPhone = (page: Page, work: () => Promise<void>) => inWindow(page, PHONE, work)

async function inWindow(page: Page, size: typeof PHONE, work: () => Promise<void>) {
  const before = page.viewportSize()
  await page.setViewportSize(size)
  await work()
  if (before) await page.setViewportSize(before)
}

/** No violation in a window of this size. */
export async function expectNoViolation(page: Page, part = "html") {
  // While a page is refreshed its title is away for a moment.
  await expect(page, "the page has a title").toHaveTitle(/./)
  await page.evaluate(axe.source)
  const violations = await page.evaluate(async (part) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(part, {
      // Looking at every letter takes longer than all other rules, and the tokens are all that there is to look at.
      rules: { "color-contrast": { enabled: false } },
      resultTypes: ["violations"],
      iframes: false,
      preload: false,
    })
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target }) => ({ target })) }))
  }, part)
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" | ")}`)
  expect(found).toEqual([])
}

/** Fails when something on the page stays wider than the window. */
async function expectNoSidewaysScroll(page: Page) {
  const overflow = () =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth - clientWidth
    })
  await expect.poll(overflow, "the page scrolls sideways").toBeLessThanOrEqual(0)
}

import type { Page } from "@playwright/test"
import { button, expect, heading, openKiosk, sayPhone, tapDigits, test, visitsOf } from "./kiosk-tablet"

test.use({ provoked: [/Cannot read properties of null/] })

test("with a keyboard alone somebody is checked in", async ({ tablet, person, sql }) => {
  const { keyboard } = tablet
  await expect(heading(tablet)).toBeFocused()
  await keyboard.press("Tab")
  await expect(button(tablet, "I am here")).toBeFocused()
  const ring = await button(tablet, "I am here").evaluate((element) => getComputedStyle(element).outlineWidth)
  expect(Number.parseFloat(ring)).toBeGreaterThanOrEqual(4)
  await keyboard.press("Enter")
  await expect(heading(tablet)).toHaveText("Who are you?")
  await expect(heading(tablet)).toBeFocused()
  await keyboard.press("ArrowDown")
  await keyboard.press("ArrowDown")
  await expect(button(tablet, "My phone number")).toBeFocused()
  await keyboard.press("Space")
  await expect(heading(tablet)).toHaveText("Type your phone number")
  await keyboard.type(person.digits.slice(0, 9))
  await keyboard.type("8")
  await keyboard.press("Backspace")
  await button(tablet, person.digits.slice(9)).focus()
  await keyboard.press("Enter")
  await expect(tablet.getByText(person.phone)).toBeVisible()
  await button(tablet, "5").focus()
  await keyboard.press("ArrowRight")
  await expect(button(tablet, "6")).toBeFocused()
  await keyboard.press("ArrowDown")
  await expect(button(tablet, "9")).toBeFocused()
  await keyboard.press("ArrowDown")
  await expect(button(tablet, "Next")).toBeFocused()
  await keyboard.press("Enter")
  await expect(heading(tablet)).toHaveText(`Are you ${person.shown}?`)
  await keyboard.press("Tab")
  await keyboard.press("Shift+Tab")
  await keyboard.press("Tab")
  await keyboard.press("Enter")
  await expect(heading(tablet)).toContainText("You are checked in.")
  expect(await visitsOf(sql, person.id)).toHaveLength(1)
  await keyboard.press("Escape")
  await expect(heading(tablet)).toHaveText("Welcome!")
})

test("Enter on the typed number goes on, and Esc starts over", async ({ tablet, person }) => {
  await button(tablet, "I am here").click()
  await button(tablet, "My phone number").click()
  await tablet.keyboard.type(person.digits)
  await tablet.keyboard.press("Enter")
  await expect(heading(tablet)).toHaveText(`Are you ${person.shown}?`)
  await button(tablet, "Language / Idioma").click()
  await tablet.keyboard.press("Escape")
  await expect(heading(tablet)).toHaveText(`Are you ${person.shown}?`)
  await tablet.keyboard.press("Escape")
  await expect(heading(tablet)).toHaveText("Welcome!")
})

test("with two switches somebody is checked in: one goes on, the other picks", { tag: "@long" }, async ({
  tablet,
  person,
  pinOf,
  sql,
}) => {
  await button(tablet, /^Staff$/).click()
  await tapDigits(tablet, await pinOf("staff"))
  await button(tablet, "Next").click()
  await button(tablet, "Switch keys are off").click()
  await expect(button(tablet, "Switch keys are on")).toBeVisible()
  await button(tablet, "Back").click()
  // Kept on the tablet: it is so after a new start, too.
  await openKiosk(tablet)
  await expect(tablet.locator("[data-kiosk]")).toHaveAttribute("data-switches", "on")

  /** Presses the first switch until the wanted button has the focus, then the second one. */
  const pick = async (name: string | RegExp) => {
    const focused = () => tablet.evaluate(() => document.activeElement?.textContent?.trim() ?? "")
    const shown = await heading(tablet).textContent()
    for (let presses = 0; presses < 30; presses++) {
      await tablet.keyboard.press("Space")
      const at = await focused()
      if (name instanceof RegExp ? name.test(at) : at === name) return await tablet.keyboard.press("Enter")
    }
    throw new Error(`${name} is not reached on ${shown}`)
  }
  await pick("I am here")
  await expect(heading(tablet)).toHaveText("Who are you?")
  await pick("My phone number")
  await expect(heading(tablet)).toHaveText("Type your phone number")
  for (const digit of person.digits) await pick(digit)
  await expect(tablet.getByText(person.phone)).toBeVisible()
  await pick("Next")
  await expect(heading(tablet)).toHaveText(`Are you ${person.shown}?`)
  await pick("Yes, that is me")
  await expect(heading(tablet)).toContainText("You are checked in.")
  expect(await visitsOf(sql, person.id)).toHaveLength(1)
})

test.describe("when the kiosk itself fails", () => {
  /** The server's answer makes no sense. */
  async function fail(page: Page) {
    await page.route("**/kiosk/calls/look-up", (route) => route.fulfill({ json: { people: [null] } }))
    await sayPhone(page, "6615550100")
    await expect(page.locator("[data-kiosk=failed]")).toBeVisible()
  }

  for (const key of ["Space", "Enter"])
    test(`${key} alone starts it over`, { tag: "@long" }, async ({ tablet }) => {
      await fail(tablet)
      await expect(button(tablet, "Start over")).toBeFocused()
      await tablet.keyboard.press(key)
      await expect(heading(tablet)).toHaveText("Welcome!")
    })

  test("it is tried again where nobody presses anything", { tag: "@long" }, async ({ tablet }) => {
    await tablet.clock.install()
    await fail(tablet)
    await tablet.clock.fastForward(21_000)
    await expect(heading(tablet)).toHaveText("Welcome!")
  })
})

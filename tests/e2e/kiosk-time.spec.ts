import { expectNothingLeft } from "./kiosk-left"
import { button, expect, heading, openKiosk, sayPhone, test } from "./kiosk-tablet"

test.beforeEach(async ({ tablet }) => {
  await tablet.clock.install()
  await openKiosk(tablet)
})

test("whoever does nothing is asked whether they are there, and everything they typed is there still", async ({
  tablet,
}) => {
  await sayPhone(tablet, "66155")
  await tablet.clock.fastForward(59_000)
  await expect(heading(tablet)).toHaveText("Type your phone number")
  await tablet.clock.fastForward(2000)
  await expect(heading(tablet)).toHaveText("Are you still there?")
  await tablet.clock.fastForward(15_000)
  await button(tablet, "I need more time").click()
  await expect(heading(tablet)).toHaveText("Type your phone number")
  await expect(tablet.getByText("(661) 55")).toBeVisible()
  await tablet.clock.fastForward(30_000)
  await button(tablet, "5").click()
  await tablet.clock.fastForward(59_000)
  await expect(heading(tablet)).toHaveText("Type your phone number")
  await tablet.clock.fastForward(2000)
  await button(tablet, "I am done").click()
  await expect(heading(tablet)).toHaveText("Welcome!")
})

test("when nobody answers, the next person finds the start, and nothing of the last", async ({
  tablet,
  person,
}) => {
  await sayPhone(tablet, person.digits)
  await expect(heading(tablet)).toHaveText(`Are you ${person.shown}?`)
  await button(tablet, "Read aloud").click()
  await button(tablet, "Language / Idioma").click()
  await button(tablet, "Español").click()
  await tablet.clock.fastForward(61_000)
  await expect(heading(tablet)).toHaveText("¿Sigues ahí?")
  await tablet.clock.fastForward(21_000)
  await expect(heading(tablet)).toHaveText("Welcome!")
  await expect(button(tablet, "Read aloud")).toBeVisible()
  await expectNothingLeft(tablet, [person.firstName, person.digits, person.phone])
})

test("success goes after 8 seconds, without a touch", async ({ tablet, person }) => {
  await sayPhone(tablet, person.digits)
  await button(tablet, "Yes, that is me").click()
  await expect(heading(tablet)).toContainText("You are checked in.")
  await tablet.clock.fastForward(7000)
  await expect(heading(tablet)).toContainText("You are checked in.")
  await tablet.clock.fastForward(1500)
  await expect(heading(tablet)).toHaveText("Welcome!")
})

test("where success waits to be touched, it waits, and goes with a touch anywhere", { tag: "@long" }, async ({
  tablet,
  person,
}) => {
  await tablet.route("**/kiosk/calls/contact", async (route) => {
    const answer = await route.fetch()
    const state = await answer.json()
    await route.fulfill({ json: { ...state, settings: { ...state.settings, successSeconds: 0 } } })
  })
  const told = tablet.waitForResponse("**/kiosk/calls/contact")
  await tablet.clock.fastForward(31_000)
  await told
  await sayPhone(tablet, person.digits)
  await button(tablet, "Yes, that is me").click()
  await expect(heading(tablet)).toContainText("You are checked in.")
  await tablet.clock.fastForward(600_000)
  await expect(heading(tablet)).toContainText("You are checked in.")
  await heading(tablet).click()
  await expect(heading(tablet)).toHaveText("Welcome!")
  // A contact may be under way still.
  await tablet.unrouteAll({ behavior: "ignoreErrors" })
})

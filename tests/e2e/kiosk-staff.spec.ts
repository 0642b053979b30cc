import { expectNothingLeft } from "./kiosk-left"
import { button, expect, heading, openKiosk, scan, tapDigits, test } from "./kiosk-tablet"

test.use({ provoked: [/status of (401|403|429)|ERR_INTERNET_DISCONNECTED/] })

test("a staff member's PIN opens the settings, and what is set there stays", async ({ tablet, pinOf }) => {
  const pin = await pinOf("staff")
  await button(tablet, /^Staff$/).click()
  await tapDigits(tablet, "000000")
  await button(tablet, "Next").click()
  await expect(tablet.getByText("That PIN is wrong.")).toBeVisible()
  await tablet.keyboard.type(pin)
  await tablet.keyboard.press("Enter")
  await expect(heading(tablet)).toHaveText("Tablet settings")
  await expect(tablet.getByText("Kiosk-Main")).toBeVisible()
  await expect(button(tablet, "Cut this tablet off")).toBeHidden()
  await button(tablet, "Send now").click()
  await expect(tablet.getByText("All sent.")).toBeVisible()
  await button(tablet, "Front camera").click()
  await button(tablet, "First language: English").click()
  await expect(button(tablet, "Back camera")).toBeVisible()
  await button(tablet, "Back").last().click()
  await expect(heading(tablet)).toHaveText("¡Te damos la bienvenida!")
  await openKiosk(tablet)
  await expect(heading(tablet)).toHaveText("¡Te damos la bienvenida!")
  await expectNothingLeft(tablet, [pin])
})

test("after five wrong PINs one has to wait, and it stays calm", { tag: "@long" }, async ({ tablet }) => {
  await button(tablet, /^Staff$/).click()
  for (let tries = 0; tries < 6; tries++) {
    await tapDigits(tablet, "000000")
    await button(tablet, "Next").click()
    await expect(tablet.getByText(/That PIN is wrong|Too many tries/)).toBeVisible()
  }
  await expect(tablet.getByText("Too many tries. Please wait.")).toBeVisible()
})

test("without the network the settings stay shut, and say so", { tag: "@long" }, async ({
  tablet,
  pinOf,
}) => {
  const pin = await pinOf("staff")
  await button(tablet, /^Staff$/).click()
  await tablet.context().setOffline(true)
  await tapDigits(tablet, pin)
  await button(tablet, "Next").click()
  await expect(tablet.getByText("No network. Try again soon.")).toBeVisible()
})

test("staff leave the kiosk for the centre's pages", async ({ tablet, pinOf }) => {
  await button(tablet, /^Staff$/).click()
  await tapDigits(tablet, await pinOf("staff"))
  await button(tablet, "Next").click()
  await button(tablet, "Leave the kiosk").click()
  await expect(tablet).toHaveURL(/\/login$/)
})

test("an admin's PIN, given again, cuts the tablet off", async ({ browserOf, codeToPair, pinOf }) => {
  const page = await browserOf()
  await openKiosk(page)
  await page.keyboard.type(await codeToPair())
  await page.keyboard.press("Enter")
  await expect(heading(page)).toHaveText("Welcome!")
  const pin = await pinOf("admin")
  await button(page, /^Staff$/).click()
  await tapDigits(page, pin)
  await button(page, "Next").click()
  await button(page, "Cut this tablet off").click()
  await expect(heading(page)).toHaveText("Type your PIN to cut this tablet off")
  await tapDigits(page, pin)
  await button(page, "Next").click()
  await expect(heading(page)).toHaveText("Set up this tablet")
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBe(0)
  await page.reload()
  await expect(heading(page)).toHaveText("Set up this tablet")
})

test("a card that is scanned while the settings are open belongs to a visitor", { tag: "@long" }, async ({
  tablet,
  person,
  cardOf,
  pinOf,
}) => {
  const { token } = await cardOf(person.id)
  await button(tablet, /^Staff$/).click()
  await tapDigits(tablet, await pinOf("admin"))
  await button(tablet, "Next").click()
  await expect(heading(tablet)).toHaveText("Tablet settings")
  await scan(tablet, token)
  await expect(heading(tablet)).toHaveText(`Are you ${person.shown}?`)
})

import type { Page } from "@playwright/test"
import { expect, open, test, toast } from "./centre"
import { uniqueWord } from "./words"

// All tests share one centre: each keeps to a setting of its own and puts it back.

const save = (page: Page, label: string) => page.getByRole("button", { name: `Save ${label}` })
const entry = (page: Page, text: string) => page.getByRole("listitem").filter({ hasText: text }).first()

test("a message is edited with a live preview, refused when it tells too much, saved, and undone", async ({
  admin,
}) => {
  await open(admin, "/admin/settings")
  const english = admin.locator("[id='nudgeText.en']")
  const before = await english.inputValue()
  await english.fill("Hi {first_name}, your regional center asks for you")
  await expect(admin.getByText("Hi Ana, your regional center asks for you")).toBeVisible()
  await save(admin, "Nudge").click()
  await expect(english).toHaveAttribute("aria-invalid", "true")
  await expect(english).toHaveValue("Hi {first_name}, your regional center asks for you")
  const word = uniqueWord()
  await english.fill(`Hi {first_name}, ${word}!`)
  await save(admin, "Nudge").click()
  await expect(toast(admin, "Nudge saved.")).toBeVisible()
  await expect(entry(admin, word)).toContainText("Alex Rivera changed Nudge in English")
  await expect(admin.getByText(/^Last changed by Alex Rivera, Today/).first()).toBeVisible()
  await admin.reload()
  await expect(english).toHaveValue(`Hi {first_name}, ${word}!`)
  await admin.getByRole("button", { name: "Back to the default Nudge" }).click()
  await expect(english).toHaveValue(before)
  await toast(admin, "Nudge saved.").getByRole("button", { name: "Undo" }).click()
  await expect(toast(admin, "Nudge: as it was before.")).toBeVisible()
  await expect(english).toHaveValue(`Hi {first_name}, ${word}!`)
  await admin.getByRole("button", { name: "Back to the default Nudge" }).click()
  await expect(english).toHaveValue(before)
})

test("two admins edit one setting: the second sees both values and loses nothing typed", async ({
  admin,
  browserOf,
}) => {
  const other = await browserOf("admin")
  await open(admin, "/admin/settings")
  await open(other, "/admin/settings")
  const [mine, theirs] = [admin, other].map((page) => page.locator("[id=closingTime]"))
  if (!mine || !theirs) throw new Error("both have the field")
  await mine.fill("21:15")
  await theirs.fill("22:45")
  await save(other, "Closing time").click()
  await expect(toast(other, "Closing time saved.")).toBeVisible()
  await save(admin, "Closing time").click()
  const conflict = admin.getByRole("alert").filter({ hasText: "Somebody else changed this" })
  await expect(conflict).toContainText("they saved “10:45 PM”, you typed “9:15 PM”")
  await expect(mine).toHaveValue("21:15")
  await admin.getByRole("button", { name: "Save mine Closing time" }).click()
  await expect(toast(admin, "Closing time saved.")).toBeVisible()
  await expect(entry(admin, "changed Closing time")).toContainText("from 10:45 PM to 9:15 PM")
  await admin.getByRole("button", { name: "Back to the default Closing time" }).click()
  await expect(mine).toHaveValue("20:00")
})

test("several settings of one form are saved together or not at all", { tag: "@long" }, async ({ admin }) => {
  await open(admin, "/admin/settings")
  const [success, idle] = [admin.locator("#kioskSuccessSeconds"), admin.locator("#kioskIdleSeconds")]
  await success.fill("12")
  await idle.fill("5")
  await save(admin, "Kiosk").click()
  await expect(admin.getByText("Enter a whole number from 15 to 600.").first()).toBeVisible()
  await admin.reload()
  await expect(success).toHaveValue("8")
  await open(admin, "/admin/settings")
  await success.fill("12")
  await idle.fill("90")
  await save(admin, "Kiosk").click()
  await expect(toast(admin, "Kiosk saved.")).toBeVisible()
  await toast(admin, "Kiosk saved.").getByRole("button", { name: "Undo" }).click()
  await expect(success).toHaveValue("8")
  await expect(idle).toHaveValue("60")
})

test("opening hours are set by weekday, and closing must differ from opening", { tag: "@long" }, async ({
  admin,
}) => {
  await open(admin, "/admin/settings")
  await admin.getByLabel("Sunday", { exact: true }).check()
  await admin.getByLabel("Sunday opens").fill("18:00")
  await admin.getByLabel("Sunday closes").fill("18:00")
  await save(admin, "Opening hours").click()
  await expect(admin.getByText("Opening and closing must differ.").first()).toBeVisible()
  await admin.getByLabel("Sunday opens").fill("12:00")
  await admin.getByLabel("Sunday closes").fill("18:00")
  await save(admin, "Opening hours").click()
  await expect(entry(admin, "Opening hours on Sunday")).toContainText("from closed to 12:00 PM–6:00 PM")
  await admin.getByRole("button", { name: "Back to the default Opening hours" }).click()
  await expect(admin.getByLabel("Sunday", { exact: true })).not.toBeChecked()
})

test("the name of the center is shown everywhere as soon as it is saved", { tag: "@long" }, async ({
  admin,
  browserOf,
}) => {
  const name = `${uniqueWord()} Game Hall`
  await open(admin, "/admin/settings")
  await admin.locator("#centerName").fill(name)
  await save(admin, "Name of the center").click()
  const rail = admin.getByRole("navigation", { name: "Main", exact: true })
  await expect(rail.getByText(name)).toBeVisible()
  const visitor = await browserOf()
  await open(visitor, "/login")
  await expect(visitor.getByText(name)).toBeVisible()
  await admin.locator("#centerName").fill("")
  await save(admin, "Name of the center").click()
  await expect(rail.getByText("Bakersfield eSports Center")).toBeVisible()
})

test.describe("staff", () => {
  test.use({ provoked: [/status of 403/] })

  for (const path of ["/admin/settings", "/admin/tags"])
    test(`do not open ${path}`, { tag: "@long" }, async ({ staff }) => {
      expect((await open(staff, path))?.status()).toBe(403)
    })
})

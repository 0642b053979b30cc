import type { Page } from "@playwright/test"
import { addDays } from "../../lib/core/clock"
import { formatDate } from "../../lib/core/format"
import { expect, hydrated, test, toast } from "./centre"
import { addPerson } from "./people"

test("a whole working day is done by keyboard alone", async ({ browserOf, api }) => {
  const client = await api.addCovered(-100, 12)
  const person = await addPerson("admin")
  const page = await browserOf()
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "")
  })
  const keys = page.keyboard

  // Sign in.
  await page.goto("/login")
  await hydrated(page)
  await tabTo(page, page.locator("#sign-in-email"))
  await keys.type(person.email)
  await keys.press("Tab")
  await keys.type(person.password)
  await keys.press("Enter")
  await expect(page.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible()
  await hydrated(page)

  // Find the client and check them in: Ctrl+K, their name, Enter, Enter.
  await keys.press("Control+k")
  await keys.type(client.last_name)
  await expect(page.getByRole("option", { name: client.name })).toBeVisible()
  await keys.press("Enter")
  await expect(page.getByRole("option", { name: "Check in" })).toBeVisible()
  await keys.press("Enter")
  await expect(toast(page, `${client.name} is checked in`)).toBeVisible()

  // Open them and add a note.
  await keys.press("Control+k")
  await keys.type(`note for ${client.last_name}`)
  await expect(page.getByRole("option", { name: new RegExp(client.name) })).toBeVisible()
  await keys.press("Enter")
  const note = page.getByLabel("New note")
  await expect(page.getByRole("heading", { level: 1, name: client.name })).toBeVisible()
  await hydrated(page)
  await expect(note).toBeFocused()
  await keys.type("Asked about the tournament.")
  await tabTo(page, page.getByRole("button", { name: "Add note" }))
  await keys.press("Enter")
  await expect(page.getByRole("listitem").filter({ hasText: "Asked about the tournament." })).toBeVisible()

  // Renew their membership.
  await tabTo(page, page.getByRole("button", { name: /^Renew Unlimited/ }))
  await keys.press("Enter")
  const dialog = page.getByRole("dialog", { name: "Renew membership" })
  await expect(dialog).toBeVisible()
  await tabTo(page, dialog.getByRole("button", { name: "Renew" }))
  await keys.press("Enter")
  await expect(toast(page, "Renewed: Unlimited")).toBeVisible()
  const [first] = (await api.call("GET", `/clients/${client.id}/memberships`)).body.data
  const before = (await api.call("GET", `/clients/${client.id}/memberships`)).body.data.at(-1)
  expect(first.starts_on).toBe(addDays(before.ends_on, 1))
  await expect(page.getByText(`until ${formatDate(first.ends_on)}`)).toBeVisible()

  // Print who is here.
  await keys.press("Control+k")
  await keys.type("print who")
  await expect(page.getByRole("option", { name: /Print who is here/ })).toBeVisible()
  await keys.press("Enter")
  await expect(page.getByRole("heading", { level: 1, name: "Who is here" })).toBeVisible()
  await expect(page.getByRole("row").filter({ hasText: client.name })).toBeVisible()
  await expect(page.locator("[data-printed]")).toHaveCount(1)

  // Sign out.
  await keys.press("Control+k")
  await keys.type("sign out")
  await expect(page.getByRole("option", { name: "Sign out" })).toBeVisible()
  await keys.press("Enter")
  await expect(page).toHaveURL(/\/login/)
})

/** Presses Tab until the element has the focus; what the keyboard does not reach fails. */
async function tabTo(page: Page, target: ReturnType<Page["locator"]>) {
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press("Tab")
  }
  throw new Error("the keyboard does not reach it")
}

import type { Page } from "@playwright/test"
import { expectAccessible } from "./accessible"
import { expect, hydrated, open, pressEscape, test, toast } from "./centre"
import { uniqueWord } from "./words"

async function type(page: Page, text: string) {
  await page.keyboard.press("Control+k")
  await expect(page.getByRole("combobox")).toBeFocused()
  await page.keyboard.type(text)
}

const marked = (page: Page, name: string) =>
  expect(page.getByRole("option", { name })).toHaveAttribute("aria-selected", "true")

test("with nothing typed it shows what can be done and where one can go", async ({ admin }) => {
  await open(admin, "/")
  await type(admin, "")
  for (const name of [
    "Check in …",
    "Add a note for …",
    "Add client",
    "Print who is here",
    "Dashboard",
    "Clients",
  ])
    await expect(admin.getByRole("option", { name, exact: true })).toBeVisible()
  expect(await admin.getByRole("option").count()).toBeLessThanOrEqual(10)
  await expectAccessible(admin, "[role=dialog]")
})

test("check in, a name, Enter: checked in", async ({ staff, api, guest }) => {
  await open(staff, "/")
  await type(staff, `check in ${guest.last_name.toLowerCase()}`)
  await marked(staff, guest.name)
  await staff.keyboard.press("Enter")
  await expect(toast(staff, `${guest.name} is checked in.`)).toBeVisible()
  await expect(staff.getByRole("dialog")).toHaveCount(0)
  expect(await api.visits(guest.id)).toHaveLength(1)
})

test("Enter that comes before the answer waits for it, and is never meant for an older one", {
  tag: "@long",
}, async ({ staff, api }) => {
  const [wrong, right] = [await api.addClient(), await api.addClient()]
  await open(staff, "/")
  await type(staff, `check in ${wrong.last_name}`)
  await marked(staff, wrong.name)
  await staff.getByRole("combobox").fill(`check in ${right.last_name}`)
  await staff.keyboard.press("Enter")
  await expect(toast(staff, `${right.name} is checked in.`)).toBeVisible()
  expect(await api.visits(wrong.id)).toHaveLength(0)
  expect(await api.visits(right.id)).toHaveLength(1)
})

test("Enter, Enter before the answer checks in the only client who matches, and asks when there are more", {
  tag: "@long",
}, async ({ staff, api }) => {
  const last_name = uniqueWord()
  const one = await api.addClient({ first_name: "Ada", last_name })
  await open(staff, "/")
  await type(staff, last_name)
  await staff.keyboard.press("Enter")
  await staff.keyboard.press("Enter")
  await expect(toast(staff, `Ada ${last_name} is checked in.`)).toBeVisible()
  await expect(staff.getByRole("dialog")).toHaveCount(0)
  const two = await api.addClient({ first_name: "Bea", last_name })
  await type(staff, `check in ${last_name}`)
  await staff.keyboard.press("Enter")
  await expect(staff.getByRole("option")).toHaveCount(2)
  await marked(staff, one.name)
  expect(await api.visits(two.id)).toHaveLength(0)
})

test("the command Check in asks for whom", async ({ staff, api, guest }) => {
  await open(staff, "/")
  await type(staff, "")
  await staff.getByRole("option", { name: "Check in …" }).click()
  await expect(staff.getByText("Type the name of the client.")).toBeVisible()
  await staff.keyboard.type(guest.last_name)
  await marked(staff, guest.name)
  await staff.keyboard.press("Enter")
  await expect(toast(staff, "is checked in.")).toBeVisible()
  expect(await api.visits(guest.id)).toHaveLength(1)
})

test("a note is begun from anywhere, also on the client's own page, twice", { tag: "@long" }, async ({
  staff,
  guest,
}) => {
  await open(staff, "/")
  for (const text of ["Came with her brother.", "Left early."]) {
    await type(staff, `note for ${guest.last_name}`)
    await marked(staff, guest.name)
    await staff.keyboard.press("Enter")
    await expect(staff.getByLabel("New note")).toBeFocused()
    await expect(staff).toHaveURL(`/clients/${guest.id}`)
    await staff.keyboard.type(text)
    await staff.getByRole("button", { name: "Add note" }).click()
    await expect(staff.getByRole("listitem").filter({ hasText: text })).toBeVisible()
  }
})

test("clients come first, then commands with these words", { tag: "@long" }, async ({ staff, api }) => {
  const client = await api.addClient({ first_name: "Printella" })
  await open(staff, "/")
  await type(staff, "print")
  const options = staff.getByRole("option")
  await expect(options.filter({ hasText: client.name })).toBeVisible()
  await expect(options.last()).toHaveText("Print who is here")
  await expect(options.first()).toContainText("Printella")
  await expect(options.first()).toHaveAttribute("aria-selected", "true")
})

test("an admin adds a client from anywhere, and again after closing the sheet", { tag: "@long" }, async ({
  admin,
}) => {
  await open(admin, "/")
  for (const _ of [1, 2]) {
    await type(admin, "add client")
    await marked(admin, "Add client")
    await admin.keyboard.press("Enter")
    await expect(admin.getByRole("dialog", { name: "Add client" })).toBeVisible()
    await expect(admin.getByLabel("First name")).toBeVisible()
    await pressEscape(admin, admin.getByRole("dialog", { name: "Add client" }))
    await expect(admin.getByRole("dialog")).toHaveCount(0)
    await expect(admin).toHaveURL("/clients")
  }
})

test("pages are gone to by their names; those of admins only by admins", { tag: "@long" }, async ({
  admin,
  staff,
}) => {
  await open(admin, "/")
  await type(admin, "go settings")
  await marked(admin, "Settings")
  await admin.keyboard.press("Enter")
  await expect(admin).toHaveURL("/admin/settings")
  await open(staff, "/")
  await type(staff, "settings")
  await expect(staff.getByText("No client matches.")).toBeVisible()
  await staff.getByRole("combobox").fill("add client")
  await expect(staff.getByText("No client matches.")).toBeVisible()
})

test("the list of who is here is printed from anywhere", { tag: "@long" }, async ({ browserOf }) => {
  const page = await browserOf("staff")
  await page.addInitScript(() => {
    window.print = () => document.body.setAttribute("data-printed", "yes")
  })
  await open(page, "/")
  await type(page, "print who")
  await marked(page, "Print who is here")
  await page.keyboard.press("Enter")
  await expect(page.locator("body[data-printed=yes]")).toBeAttached()
  await expect(page).toHaveURL("/check-ins/here")
})

test("the theme is changed and one signs out, by keyboard", { tag: "@long" }, async ({
  browserOf,
  admin,
  sql,
}) => {
  const email = `theme.${crypto.randomUUID().slice(0, 8)}@bec.example`
  await open(admin, "/admin/users")
  await admin.getByRole("button", { name: "Add user" }).click()
  const dialog = admin.getByRole("dialog", { name: "Add user" })
  await dialog.getByLabel("Name").fill("Tessa Theme")
  await dialog.getByLabel("E-mail").fill(email)
  await dialog.getByRole("button", { name: "Add user" }).click()
  const link = await admin
    .getByRole("dialog", { name: "Link for Tessa Theme" })
    .getByLabel("Link")
    .inputValue()
  const page = await browserOf()
  await open(page, link)
  await page.getByLabel("New password").fill("seven green kettles hum")
  await page.getByRole("button", { name: "Set password" }).click()
  await page.getByRole("link", { name: "Sign in" }).click()
  await hydrated(page)
  await page.getByLabel("E-mail").fill(email)
  await page.getByLabel("Password").fill("seven green kettles hum")
  await page.getByRole("button", { name: "Sign in" }).click()
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible()
  await hydrated(page)
  await type(page, "dark")
  await marked(page, "Dark theme")
  await page.keyboard.press("Enter")
  await expect(page.locator("html[data-theme=dark]")).toBeAttached()
  const kept = () => sql`select theme from users where email = ${email}`
  await expect.poll(kept).toMatchObject([{ theme: "dark" }])
  await page.reload()
  await hydrated(page)
  await expect(page.locator("html[data-theme=dark]")).toBeAttached()
  await type(page, "sign out")
  await marked(page, "Sign out")
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL("/login")
})

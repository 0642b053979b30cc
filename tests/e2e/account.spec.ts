import { readFile } from "node:fs/promises"
import { expectAccessible } from "./accessible"
import { expect, hydrated, open, test, toast } from "./centre"
import { addPerson, enter, fillIn, setUpSecondFactor, signInButton } from "./people"

const dashboard = { name: "Dashboard" }

test.describe("a second factor", () => {
  test.use({ provoked: [/status of 401/] })

  test("is set up by scanning, asked for at the next sign-in, and helped out by a recovery code", async ({
    browserOf,
  }) => {
    const person = await addPerson("staff")
    const page = await browserOf()
    await enter(page, person)
    await open(page, "/account")
    const { app, codes } = await setUpSecondFactor(page)
    expect(codes).toHaveLength(10)
    await expectAccessible(page, "[role=dialog]")
    await page.getByRole("button", { name: "I have kept them" }).click()
    await expect(page.getByText("10 recovery codes left")).toBeVisible()

    const other = await browserOf()
    await open(other, "/clients")
    await fillIn(other, person)
    await expect(other.getByLabel("Code")).toBeFocused()
    await expect(other.getByLabel("E-mail")).toBeHidden()
    await expectAccessible(other)
    await other.keyboard.type("000000")
    await other.keyboard.press("Enter")
    await expect(other.getByText("This code is not right, or was used already.")).toBeVisible()
    await expect(other.getByLabel("Code")).toBeFocused()
    await expectAccessible(other)
    await other.getByLabel("Code").fill(app())
    await signInButton(other).click()
    await expect(other).toHaveURL("/clients")

    const third = await browserOf()
    await open(third, "/login")
    await fillIn(third, person)
    await third.getByLabel("Code").fill(String(codes[0]))
    await signInButton(third).click()
    await expect(third.getByRole("heading", dashboard)).toBeVisible()
    await open(third, "/account")
    await expect(third.getByText("9 recovery codes left")).toBeVisible()
  })

  test("is not asked for, and not spoken of, after a wrong password", { tag: "@long" }, async ({
    browserOf,
  }) => {
    const person = await addPerson("staff")
    const page = await browserOf()
    await enter(page, person)
    await open(page, "/account")
    await setUpSecondFactor(page)
    const other = await browserOf()
    await open(other, "/login")
    await fillIn(other, { email: person.email, password: "not the password" })
    await expect(other.getByText("E-mail or password is not right.")).toBeVisible()
    await expect(other.getByLabel("Code")).toHaveCount(0)
  })

  test("gets new recovery codes and is removed with the password, and moves to another phone", {
    tag: "@long",
  }, async ({ browserOf }) => {
    const person = await addPerson("staff")
    const page = await browserOf()
    await enter(page, person)
    await open(page, "/account")
    const { codes } = await setUpSecondFactor(page)
    await page.keyboard.press("Escape")

    await page.getByRole("button", { name: "New recovery codes" }).click()
    const dialog = page.getByRole("dialog")
    await dialog.getByLabel("Your password").fill("not the password")
    await dialog.getByRole("button", { name: "Make new codes" }).click()
    await expect(dialog.getByText("Your password: This is not your password.")).toBeVisible()
    await dialog.getByLabel("Your password").fill(person.password)
    await dialog.getByRole("button", { name: "Make new codes" }).click()
    await expect(dialog.getByRole("heading", { name: "Keep your recovery codes" })).toBeVisible()
    const fresh = await dialog.getByRole("listitem").allInnerTexts()
    expect(fresh.filter((code) => codes.includes(code))).toEqual([])
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("link", { name: "Download" }).click(),
    ])
    expect(file.suggestedFilename()).toBe("bec-crm-recovery-codes.txt")
    const text = await readFile(await file.path(), "utf8")
    for (const code of fresh) expect(text).toContain(code)
    await page.emulateMedia({ media: "print" })
    await expect(dialog.getByRole("listitem").first()).toBeInViewport({ ratio: 1 })
    await expect(page.getByText(`Recovery codes of ${person.email} for BEC CRM`)).toBeInViewport()
    await expect(page.getByText("Where you are signed in")).toBeHidden()
    await page.emulateMedia({ media: "screen" })
    await dialog.getByRole("button", { name: "I have kept them" }).click()

    await page.getByRole("button", { name: "Use another phone" }).click()
    await expect(dialog.getByLabel("Your password")).toBeVisible()
    await expectAccessible(page, "[role=dialog]")
    await page.keyboard.press("Escape")

    await page.getByRole("button", { name: "Remove" }).click()
    await dialog.getByLabel("Your password").fill(person.password)
    await dialog.getByRole("button", { name: "Remove" }).click()
    await expect(toast(page, "Your second factor is removed.")).toBeVisible()
    await expect(page.getByRole("button", { name: "Set up" })).toBeVisible()
  })
})

test("one sees where one is signed in, and ends one session, then all others", { tag: "@long" }, async ({
  browserOf,
}) => {
  const person = await addPerson("staff")
  const [here, desk, phone, tablet] = await Promise.all([browserOf(), browserOf(), browserOf(), browserOf()])
  for (const page of [here, desk, phone, tablet]) await enter(page, person)
  await open(here, "/account")
  const list = here.getByRole("listitem").filter({ hasText: "Since" })
  await expect(list).toHaveCount(4)
  await expect(list.first()).toContainText("This one")
  await expect(list.first().getByRole("button")).toHaveCount(0)
  await list.nth(1).getByRole("button", { name: "Sign out" }).click()
  await expect(list).toHaveCount(3)
  await here.getByRole("button", { name: "Sign out all others" }).click()
  await expect(toast(here, "You are signed in here only.")).toBeVisible()
  await expect(list).toHaveCount(1)
  for (const page of [desk, phone, tablet]) {
    await page.goto("/clients")
    await expect(page).toHaveURL("/login?next=%2Fclients")
  }
})

test("the PIN for the tablets is set, changed and removed", { tag: "@long" }, async ({ browserOf, sql }) => {
  const person = await addPerson("staff")
  const page = await browserOf()
  await enter(page, person)
  await open(page, "/account")
  const kept = async () =>
    (await sql`select sealed_pin from users where email = ${person.email}`)[0]?.sealed_pin
  await page.getByRole("button", { name: "Set PIN" }).click()
  const dialog = page.getByRole("dialog", { name: "Set PIN" })
  await page.keyboard.type("123456")
  await page.keyboard.press("Enter")
  await expect(dialog.getByText("PIN: This is too easy to guess.")).toBeVisible()
  await expectAccessible(page, "[role=dialog]")
  expect(await kept()).toBeNull()
  await dialog.getByLabel("PIN", { exact: true }).fill("208713")
  await page.keyboard.press("Enter")
  await expect(toast(page, "Your PIN is set.")).toBeVisible()
  await expect(page.getByText("You have a PIN.")).toBeVisible()
  const first = await kept()
  expect(first).toMatch(/^v1\./)

  await page.getByRole("button", { name: "Change PIN" }).click()
  await page.getByLabel("PIN", { exact: true }).fill("905527")
  await page.getByRole("button", { name: "Save PIN" }).click()
  await expect(page.getByRole("dialog")).toHaveCount(0)
  expect(await kept()).not.toBe(first)
  await page.getByRole("button", { name: "Remove PIN" }).press("Enter")
  await expect(toast(page, "Your PIN is removed.")).toBeVisible()
  await expect(page.getByText("You have no PIN.")).toBeVisible()
  await expect(page.getByRole("main")).toBeFocused()
  expect(await kept()).toBeNull()
})

test("the colours are chosen on the account page and stay", { tag: "@long" }, async ({ browserOf, sql }) => {
  const page = await browserOf()
  const person = await addPerson("staff")
  await enter(page, person)
  await open(page, "/account")
  await page.getByLabel("Dark").check()
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark")
  const kept = () => sql`select theme from users where email = ${person.email}`
  await expect.poll(kept).toMatchObject([{ theme: "dark" }])
  await open(page, "/account")
  await expect(page.getByLabel("Dark")).toBeChecked()
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark")
})

test.describe("an admin looks after users:", () => {
  test("corrects name and e-mail, and is told when another has it", { tag: "@long" }, async ({ admin }) => {
    const [person, other] = [await addPerson("staff"), await addPerson("staff")]
    await open(admin, "/admin/users")
    await menu(admin, person.name, "Edit name and e-mail")
    const dialog = admin.getByRole("dialog", { name: "Edit user" })
    await dialog.getByLabel("Name").fill(`${person.name} Jr`)
    await dialog.getByLabel("E-mail").fill(other.email)
    await dialog.getByRole("button", { name: "Save" }).click()
    await expect(dialog.getByText("E-mail: A user with this e-mail exists already.")).toBeVisible()
    await dialog.getByLabel("E-mail").fill(`new.${person.email}`)
    await dialog.getByRole("button", { name: "Save" }).click()
    await expect(toast(admin, "Saved.")).toBeVisible()
    await expect(row(admin, `new.${person.email}`)).toContainText(`${person.name} Jr`)
    await expect(button(admin, `${person.name} Jr`)).toBeFocused()
  })

  test("changes a role and deactivates, and takes both back", async ({ admin }) => {
    const person = await addPerson("staff")
    const shown = row(admin, person.email)
    await open(admin, "/admin/users")
    await menu(admin, person.name, "Make admin")
    await expect(shown).toContainText("Admin")
    await toast(admin, `${person.name} is an admin now.`).getByRole("button", { name: "Undo" }).click()
    await expect(shown).toContainText("Staff")
    await menu(admin, person.name, "Deactivate")
    await expect(shown).toContainText("Deactivated")
    await toast(admin, `${person.name} cannot sign in any more.`)
      .getByRole("button", { name: "Undo" })
      .click()
    await expect(shown).toContainText("Active")
    await menu(admin, person.name, "Deactivate")
    await expect(shown).toContainText("Deactivated")
    await menu(admin, person.name, "Reactivate")
    await expect(shown).toContainText("Active")
  })

  test("signs somebody out everywhere, and takes a lost phone's second factor away", async ({
    admin,
    browserOf,
  }) => {
    const person = await addPerson("staff")
    const page = await browserOf()
    await enter(page, person)
    await open(page, "/account")
    await setUpSecondFactor(page)
    const shown = row(admin, person.email)
    await open(admin, "/admin/users")
    await expect(shown.getByRole("cell")).toContainText([person.email, "Staff", "Active", "On", "1", "Today"])
    await menu(admin, person.name, "Remove second factor")
    await admin.getByRole("alertdialog").getByRole("button", { name: "Remove second factor" }).click()
    await expect(shown.getByRole("cell").nth(3)).toContainText("Off")
    // A page that stays open would go on asking, and be refused.
    await page.goto("about:blank")
    await menu(admin, person.name, "Sign out everywhere")
    await expect(shown.getByRole("cell").nth(4)).toContainText("—")
    await page.goto("/clients")
    await expect(page).toHaveURL("/login?next=%2Fclients")
    await hydrated(page)
    await fillIn(page, person)
    await expect(page).toHaveURL("/clients")
  })

  test("and is offered no change of their own role", { tag: "@long" }, async ({ admin }) => {
    await open(admin, "/admin/users")
    await admin.getByRole("row").filter({ hasText: "You" }).getByRole("button").click()
    await expect(admin.getByRole("menuitem", { name: "Edit name and e-mail" })).toBeVisible()
    await expect(admin.getByRole("menuitem", { name: /^Make / })).toHaveCount(0)
    await expectAccessible(admin)
  })
})

type Page = Parameters<typeof open>[0]

const row = (page: Page, email: string) => page.getByRole("row").filter({ hasText: email })
const button = (page: Page, name: string) =>
  page.getByRole("button", { name: `Actions for ${name}`, exact: true })

async function menu(page: Page, name: string, item: string) {
  await button(page, name).click()
  await page.getByRole("menuitem", { name: item, exact: true }).click()
}

import type { Page } from "@playwright/test"
import { demoAccounts } from "../../scripts/seed/people"
import { expect, hydrated, longUnless, open, test, toast } from "./centre"
import { addPerson, enter } from "./people"
import { uniqueWord } from "./words"

const [alex, sam] = demoAccounts

async function signIn(page: Page, { email, password }: { email: string; password: string }) {
  await page.getByLabel("E-mail").fill(email)
  await page.getByLabel("Password").fill(password)
  await page.getByRole("button", { name: "Sign in" }).click()
}

for (const account of [alex, sam])
  test(`${account.role} signs in, sees the dashboard, and signs out`, async ({ browserOf }) => {
    const page = await browserOf()
    await open(page, "/")
    await expect(page).toHaveURL("/login")
    await signIn(page, account)
    await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible()
    await hydrated(page)
    await expect(page.getByRole("button", { name: `${account.name}, account menu` })).toBeVisible()
    await signOut(page)
    await expect(page).toHaveURL("/login")
    await page.goto("/clients")
    await expect(page).toHaveURL("/login?next=%2Fclients")
  })

/** Somebody of their own, for the session of the others must last. */
async function someoneIn(page: Page) {
  await enter(page, await addPerson("staff"))
  return page
}

async function signOut(page: Page) {
  await page.getByRole("button", { name: /, account menu$/ }).click()
  await page.getByRole("menuitem", { name: "Sign out" }).click()
}

test("nothing is asked any more while one signs out", { tag: "@long" }, async ({ browserOf }) => {
  const page = await someoneIn(await browserOf())
  await open(page, "/")
  let askedOnTheWay = 0
  await page.route("**/api/auth/signout", async (route) => {
    await page.route("**/live/**", (live) => {
      askedOnTheWay++
      return live.continue()
    })
    await page.evaluate(() => window.dispatchEvent(new Event("focus")))
    await route.continue()
  })
  await signOut(page)
  await expect(page).toHaveURL("/login")
  expect(askedOnTheWay).toBe(0)
})

test.describe("signing out without a network", () => {
  test.use({ provoked: [/ERR_INTERNET_DISCONNECTED/] })

  test("says that it did not get through, and works when tried again", { tag: "@long" }, async ({
    browserOf,
  }) => {
    const page = await someoneIn(await browserOf())
    await open(page, "/clients")
    // The menu's scripts are there before the network goes.
    await page.getByRole("button", { name: /, account menu$/ }).click()
    await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible()
    await page.keyboard.press("Escape")
    await page.context().setOffline(true)
    await signOut(page)
    await expect(toast(page, "Signing out did not get through.")).toBeVisible()
    await page.context().setOffline(false)
    await signOut(page)
    await expect(page).toHaveURL("/login")
  })
})

test("who was sent to sign in comes back to where they wanted to go, without a name in the address on the way", {
  tag: "@long",
}, async ({ browserOf }) => {
  const page = await browserOf()
  await open(page, "/clients?status=expired&q=ana")
  await expect(page).toHaveURL("/login?next=%2Fclients%3Fstatus%3Dexpired")
  await signIn(page, sam)
  await expect(page).toHaveURL("/clients?status=expired")
})

const evil = [
  "//evil.example",
  "/\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "/\t/evil.example",
  "/\n/evil.example",
]

for (const next of evil)
  test(
    `nobody is led to another site after signing in: ${JSON.stringify(next)}`,
    longUnless(next === evil[0]),
    async ({ browserOf, baseURL }) => {
      const page = await browserOf()
      const foreign: string[] = []
      await page.route(
        ({ hostname }) => hostname.includes("evil"),
        (route) => {
          foreign.push(route.request().url())
          return route.abort()
        },
      )
      await open(page, `/login?next=${encodeURIComponent(next)}`)
      await signIn(page, sam)
      await expect(page).toHaveURL(/^(?!.*login)/)
      expect(foreign).toEqual([])
      expect(new URL(page.url()).origin).toBe(baseURL)
    },
  )

test.describe("a wrong password", () => {
  test.use({ provoked: [/status of 401/] })

  test("five times locks the account; what is said stays the same, for strangers too", async ({
    admin,
    browserOf,
  }) => {
    const email = `${uniqueWord()}@bec.example`
    const page = await browserOf()
    await invited(admin, email, page)
    const refusal = page.getByRole("alert").filter({ hasText: "E-mail or password is not right" })
    await open(page, "/login")
    for (const password of [...Array(5).fill("not the password"), "seven green kettles hum"]) {
      await signIn(page, { email, password })
      await expect(refusal).toBeVisible()
      await expect(page.getByRole("button", { name: "Sign in" })).toBeEnabled()
    }
    await signIn(page, { email: "nobody@bec.example", password: "not the password" })
    await expect(refusal).toBeVisible()
  })
})

test("a user is invited, sets a password by the link, signs in, and is out when deactivated", async ({
  admin,
  browserOf,
}) => {
  const email = `${uniqueWord().toLowerCase()}@bec.example`
  const link = await invite(admin, email)
  const page = await browserOf()
  await open(page, link)
  await expect(page.getByRole("heading", { name: "Hello, Ines Invited" })).toBeVisible()
  await page.getByLabel("New password").fill("ines invited")
  await page.getByRole("button", { name: "Set password" }).click()
  await expect(page.getByText("Password: Do not use your name")).toBeVisible()
  await page.getByLabel("New password").fill("seven green kettles hum")
  await page.getByRole("button", { name: "Set password" }).click()
  await page.getByRole("link", { name: "Sign in" }).click()
  await hydrated(page)
  await signIn(page, { email, password: "seven green kettles hum" })
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible()

  const row = admin.getByRole("row").filter({ hasText: email })
  await row.getByRole("button", { name: "Actions for Ines Invited" }).click()
  await admin.getByRole("menuitem", { name: "Deactivate" }).click()
  await expect(row.getByText("Deactivated")).toBeVisible()
  await page.getByRole("link", { name: "Clients", exact: true }).filter({ visible: true }).click()
  await expect(page).toHaveURL(/\/login/)

  await open(page, link)
  await expect(page.getByRole("heading", { name: "This link does not work any more" })).toBeVisible()
})

async function invite(admin: Page, email: string): Promise<string> {
  await open(admin, "/admin/users")
  await admin.getByRole("button", { name: "Add user" }).click()
  const dialog = admin.getByRole("dialog", { name: "Add user" })
  await dialog.getByLabel("Name").fill("Ines Invited")
  await dialog.getByLabel("E-mail").fill(email)
  await dialog.getByRole("button", { name: "Add user" }).click()
  const link = await admin
    .getByRole("dialog", { name: "Link for Ines Invited" })
    .getByLabel("Link")
    .inputValue()
  await admin.getByRole("button", { name: "Close" }).click()
  return link
}

/** A user who has set the password. */
async function invited(admin: Page, email: string, page: Page) {
  const link = await invite(admin, email)
  await open(page, link)
  await page.getByLabel("New password").fill("seven green kettles hum")
  await page.getByRole("button", { name: "Set password" }).click()
  await expect(page.getByText("Your password is set.")).toBeVisible()
}

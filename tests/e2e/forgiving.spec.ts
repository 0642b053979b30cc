import type { Page } from "@playwright/test"
import { expectAccessible } from "./accessible"
import { expect, open, pressEscape, test, toast } from "./centre"
import { addPerson, enter, fillIn, type Person, setUpSecondFactor } from "./people"

const password = "seven green kettles hum"
const asking = (page: Page) => page.getByRole("dialog", { name: "Sign in to go on" })

/** As it happens after half an hour without a touch, or when it is signed out elsewhere. */
const ends = {
  "was idle for too long": (id: string) =>
    `last_seen_at = now() - interval '2 hours' where user_id = '${id}'`,
  "was ended elsewhere": (id: string) => `ended_at = now() where user_id = '${id}'`,
}

async function signInAgain(page: Page, given = password) {
  await expect(asking(page).getByLabel("Password")).toBeFocused()
  await page.keyboard.type(given)
  await page.keyboard.press("Enter")
}

const typed = {
  firstName: "Maximiliana",
  lastName: "Vandersloot",
  email: "max.v@example.org",
  language: "Portuguese",
  notes: "Typed before the session ended.\nAnd a second line.",
}

/** A field below the dialog, where roles and labels are out of reach. */
const field = (page: Page, name: string) => page.locator(`[role=dialog] [name=${name}]`).first()

// What the page asks for by itself is refused meanwhile, too.
test.use({ provoked: [/status of 401/] })

for (const [how, change] of Object.entries(ends))
  test(`a session ${how} while a client is edited: everything typed is there, and is saved`, async ({
    browserOf,
    api,
    sql,
  }) => {
    const client = await api.addClient({ language: "English" })
    const { page, person } = await signedIn(browserOf, "admin")
    await open(page, `/clients/${client.id}`)
    await page.getByRole("button", { name: "Edit", exact: true }).click()
    const sheet = page.getByRole("dialog", { name: "Edit client" })
    for (const [name, text] of Object.entries(typed)) await field(page, name).fill(text)
    await sql.unsafe(`update sessions set ${change(person.id)}`)
    await sheet.getByRole("button", { name: "Save" }).click()

    await expect(asking(page)).toContainText("Your session has ended. What you typed is still here.")
    await expect(asking(page).getByLabel("E-mail")).toHaveValue(person.email)
    await expectAccessible(page, "[role=dialog]:last-of-type")
    // Who looks first finds all of it, and a way back to signing in.
    await page.keyboard.press("Escape")
    await expect(asking(page)).toHaveCount(0)
    await expect(sheet.getByText("Your session has ended.", { exact: true })).toBeVisible()
    await expect(sheet.getByRole("button", { name: "Save" })).toBeFocused()
    await expectAccessible(page, "[role=dialog]")
    for (const [name, text] of Object.entries(typed)) await expect(field(page, name)).toHaveValue(text)
    await sheet.getByRole("button", { name: "Sign in" }).click()
    await signInAgain(page)

    await expect(toast(page, "Saved.")).toBeVisible()
    await expect(page.getByRole("dialog")).toHaveCount(0)
    await expect(page).toHaveURL(`/clients/${client.id}`)
    expect(await api.client(client.id)).toMatchObject({
      first_name: "Maximiliana",
      last_name: "Vandersloot",
      email: "max.v@example.org",
      language: "Portuguese",
      notes: typed.notes,
    })
    expect(await stored(page)).toEqual([])
  })

test("a staff note outlives the session", { tag: "@long" }, async ({ browserOf, guest, sql }) => {
  const { page, person } = await signedIn(browserOf, "staff")
  await open(page, `/clients/${guest.id}`)
  await page.getByLabel("New note").fill("Came with her brother.")
  await end(sql, person)
  await page.getByRole("button", { name: "Add note" }).click()
  await expect(asking(page)).toBeVisible()
  await expect(page.locator("[name=body]")).toHaveValue("Came with her brother.")
  await signInAgain(page)
  await expect(toast(page, "Note added.")).toBeVisible()
  await expect(page.getByRole("listitem").filter({ hasText: "Came with her brother." })).toBeVisible()
  await expect(page.getByLabel("New note")).toHaveValue("")
})

test("a dialog outlives the session of somebody who was deactivated and let in again", {
  tag: "@long",
}, async ({ browserOf, api, sql }) => {
  const client = await api.addClient()
  const { page, person } = await signedIn(browserOf, "admin")
  await open(page, `/clients/${client.id}`)
  await page.getByRole("button", { name: "Add membership" }).click()
  const dialog = page.getByRole("dialog", { name: "Add membership" })
  await dialog.getByLabel("First day").fill("2026-01-01")
  await dialog.getByLabel("Last day").fill("2026-12-31")
  await end(sql, person)
  await sql`update users set deactivated_at = now() where id = ${person.id}`
  await dialog.getByRole("button", { name: "Add membership" }).click()
  await expect(asking(page)).toBeVisible()
  await sql`update users set deactivated_at = null where id = ${person.id}`
  await expect(field(page, "endsOn")).toHaveValue("2026-12-31")
  await signInAgain(page)
  await expect(toast(page, "Membership added")).toBeVisible()
})

test("a button asks to sign in, and then does what it says", { tag: "@long" }, async ({
  browserOf,
  guest,
  api,
  sql,
}) => {
  const { page, person } = await signedIn(browserOf, "staff")
  await open(page, `/clients/${guest.id}`)
  await end(sql, person)
  await page.getByRole("button", { name: `Check in ${guest.name}` }).click()
  await pressEscape(page, asking(page))
  const told = toast(page, "Your session has ended, so nothing was changed.")
  await told.getByRole("button", { name: "Sign in" }).click()
  await signInAgain(page)
  await expect(toast(page, `${guest.name} is checked in`)).toBeVisible()
  expect(await api.visits(guest.id)).toHaveLength(1)
})

test("a message is dismissed without leaving the dialog below it", { tag: "@long" }, async ({
  browserOf,
  guest,
}) => {
  const { page } = await signedIn(browserOf, "admin")
  await open(page, `/clients/${guest.id}`)
  await page.getByRole("button", { name: `Check in ${guest.name}` }).click()
  const told = toast(page, `${guest.name} is checked in`)
  await expect(told).toBeVisible()
  await page.getByRole("button", { name: "Add membership" }).click()
  const dialog = page.getByRole("dialog", { name: "Add membership" })
  await expect(dialog).toBeVisible()
  await told.getByLabel("Dismiss").click()
  await expect(told).toHaveCount(0)
  await expect(dialog).toBeVisible()
})

test("what was saved by somebody else in the meantime is not overwritten unseen", { tag: "@long" }, async ({
  browserOf,
  api,
  sql,
}) => {
  const client = await api.addClient({ notes: "Old words" })
  const { page, person } = await signedIn(browserOf, "staff")
  const other = await addPerson("staff")
  await open(page, `/clients/${client.id}`)
  await page.getByRole("button", { name: "Edit notes" }).click()
  await page.getByRole("textbox", { name: "Notes" }).fill("What the desk heard")
  await end(sql, person)
  await api.call("PATCH", `/clients/${client.id}`, { notes: "What the admin heard" })
  await page.getByRole("button", { name: "Save" }).click()
  await fillIn(page, other)

  // Somebody else is signed in: nothing is sent unasked, and what was typed stays.
  await expect(toast(page, "Somebody else is signed in now.")).toBeVisible()
  await expect(page.locator(`[aria-label="${other.name}, account menu"]`)).toBeAttached()
  await expect(page.getByText("Your session has ended.", { exact: true })).toHaveCount(0)
  await expect(page.getByRole("textbox", { name: "Notes" })).toHaveValue("What the desk heard")
  expect(await api.client(client.id)).toMatchObject({ notes: "What the admin heard" })

  await page.getByRole("button", { name: "Save" }).click()
  await expect(
    page.getByText("they saved “What the admin heard”, you typed “What the desk heard”"),
  ).toBeVisible()
  await page.getByRole("button", { name: "Save my changes" }).click()
  await expect(toast(page, "Notes saved.")).toBeVisible()
  expect(await api.client(client.id)).toMatchObject({ notes: "What the desk heard" })
})

test.describe("somebody who may see less", () => {
  // The links to the admin's pages are still there when somebody else comes, and the browser looks ahead.
  test.use({ provoked: [/status of 403/] })

  test("sees less after signing in there", { tag: "@long" }, async ({ browserOf, guest, sql }) => {
    const { page, person } = await signedIn(browserOf, "admin")
    const desk = await addPerson("staff")
    await open(page, `/clients/${guest.id}`)
    await page.getByRole("button", { name: "Edit", exact: true }).click()
    await page.getByLabel("Language").fill("Portuguese")
    await end(sql, person)
    await page.getByRole("button", { name: "Save" }).click()
    await fillIn(page, desk)
    await expect(page.getByRole("button", { name: "Edit notes" })).toBeVisible()
    await expect(page.getByRole("dialog")).toHaveCount(0)
    await expect(page.getByRole("button", { name: "Add membership" })).toHaveCount(0)
  })
})

test.describe("in the dialog", () => {
  test.use({ provoked: [/status of 401/] })

  test("a wrong password is said, and the second factor is asked for", async ({ browserOf, guest, sql }) => {
    const { page, person } = await signedIn(browserOf, "staff")
    await open(page, "/account")
    const { app } = await setUpSecondFactor(page)
    await open(page, `/clients/${guest.id}`)
    await page.getByLabel("New note").fill("With a code.")
    await end(sql, person)
    await page.getByRole("button", { name: "Add note" }).click()
    await signInAgain(page, "not the password")
    await expect(asking(page).getByText("E-mail or password is not right.")).toBeVisible()
    await fillIn(page, person)
    await expect(asking(page).getByLabel("Code")).toBeFocused()
    await expectAccessible(page, "[role=dialog]")
    await page.keyboard.type(app())
    await page.keyboard.press("Enter")
    await expect(toast(page, "Note added.")).toBeVisible()
  })
})

test("opening another page after the session ended leads to the sign-in page and back", {
  tag: "@long",
}, async ({ browserOf, sql }) => {
  const { page, person } = await signedIn(browserOf, "staff")
  await open(page, "/clients?q=ana")
  await end(sql, person)
  await page.getByRole("link", { name: "Check-ins", exact: true }).filter({ visible: true }).click()
  await expect(page).toHaveURL("/login?next=%2Fcheck-ins")
  await fillIn(page, person)
  await expect(page).toHaveURL("/check-ins")
})

type BrowserOf = () => Promise<Page>

async function signedIn(browserOf: BrowserOf, role: "admin" | "staff") {
  const person = await addPerson(role)
  const page = await browserOf()
  await enter(page, person)
  return { page, person }
}

const end = (sql: { unsafe: (text: string) => Promise<unknown> }, { id }: Person) =>
  sql.unsafe(`update sessions set ${ends["was ended elsewhere"](id)}`)

/** What the browser keeps beyond this page. */
const stored = (page: Page) =>
  page.evaluate(() => [...Object.keys({ ...localStorage }), ...Object.keys({ ...sessionStorage })])

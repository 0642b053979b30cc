import type { Page } from "@playwright/test"
import { addDays, dateIn } from "../../lib/core/clock"
import { expectAccessible } from "./accessible"
import { expect, open, test, toast } from "./centre"
import { dayZone } from "./day-zone"
import { uniqueWord } from "./words"

const labels = {
  first_name: "First name",
  last_name: "Last name",
  date_of_birth: "Date of birth",
  language: "Language",
  phone: "Phone",
  email: "E-mail",
  parent_guardian_name: "Parent or guardian",
  uci_number: "UCI number",
  service_coordinator: "Service coordinator",
  pos_start_date: "POS start",
  pos_end_date: "POS end",
  notes: "Notes",
} as const

type Fields = Partial<Record<keyof typeof labels, string>>

const wholeClient = (): Fields => ({
  first_name: uniqueWord(),
  last_name: uniqueWord(),
  date_of_birth: "1999-02-28",
  language: "Spanish",
  phone: "+16615550187",
  email: `${uniqueWord().toLowerCase()}@example.org`,
  parent_guardian_name: "Philippa Guardian",
  uci_number: uniqueWord(),
  service_coordinator: "Thaddeus Coordinator",
  pos_start_date: "2026-01-01",
  pos_end_date: "2026-12-31",
  notes: "Prefers the corner seat.\nBrings a cushion.",
})

async function fill(page: Page, fields: Fields) {
  const sheet = page.getByRole("dialog")
  for (const [name, value] of Object.entries(fields))
    await sheet
      .getByRole(name === "language" ? "combobox" : "textbox", { name: labels[name as keyof Fields] })
      .or(sheet.getByLabel(labels[name as keyof Fields], { exact: false }))
      .first()
      .fill(value)
}

test("an admin adds a client with every field", { tag: "@phone" }, async ({ admin, api }) => {
  const fields = wholeClient()
  await open(admin, "/clients")
  await admin.getByRole("button", { name: "Add client" }).click()
  await fill(admin, { ...fields, phone: "661 555 0187" })
  await admin.getByRole("dialog").getByRole("button", { name: "Add client" }).click()
  await expect(toast(admin, "was added.")).toBeVisible()
  await expect(admin).toHaveURL(/\/clients\/[0-9a-f-]{36}$/)
  expect(await api.client(String(admin.url().split("/").at(-1)))).toMatchObject(fields)
  await expect(admin.getByText("(661) 555-0187").first()).toBeVisible()
  await expect(admin.getByText("1/1/2026 to 12/31/2026", { exact: true }).first()).toBeVisible()
})

test("somebody who is a client already is named, and added again only when that is meant", async ({
  admin,
  api,
}) => {
  const [first_name, last_name] = [uniqueWord(), uniqueWord()]
  const born = { first_name, last_name, date_of_birth: "1990-01-03" }
  const { id } = await api.addClient(born)
  await open(admin, "/clients")
  await admin.getByRole("button", { name: "Add client" }).click()
  await fill(admin, born)
  const sheet = admin.getByRole("dialog")
  await sheet.getByRole("button", { name: "Add client" }).click()
  const told = sheet.getByRole("alert").filter({ hasText: "This is a client already." })
  await expect(told).toBeFocused()
  await expect(told).toBeInViewport({ ratio: 1 })
  await expectAccessible(admin, "[role=dialog]")
  await expect(
    told.getByRole("link", { name: `Open ${first_name} ${last_name}, born 1/3/1990` }),
  ).toHaveAttribute("href", `/clients/${id}`)
  const found = async () => (await api.call("GET", `/clients?query=${last_name}`)).body.data
  // Enter asks again; it presses nothing else.
  await sheet.getByLabel("Last name").press("Enter")
  await expect(sheet.getByRole("button", { name: "Add client" })).toBeEnabled()
  await expect(told).toBeVisible()
  expect(await found()).toHaveLength(1)
  await told.getByRole("button", { name: "Add anyway" }).click()
  await expect(toast(admin, "was added.")).toBeVisible()
  expect(await found()).toHaveLength(2)
})

test("a client is added with the two names and nothing else", { tag: "@long" }, async ({ admin, api }) => {
  const [first_name, last_name] = [uniqueWord(), uniqueWord()]
  await open(admin, "/clients")
  await admin.getByRole("button", { name: "Add client" }).click()
  await admin.getByRole("dialog").getByRole("button", { name: "Add client" }).click()
  await expect(admin.getByText("First name: Enter the first name.")).toBeVisible()
  await fill(admin, { first_name, last_name })
  await admin.getByRole("dialog").getByRole("button", { name: "Add client" }).click()
  await expect(toast(admin, "was added.")).toBeVisible()
  await expect(admin).toHaveURL(/\/clients\/[0-9a-f-]{36}$/)
  const client = await api.client(String(admin.url().split("/").at(-1)))
  expect(client).toMatchObject({
    first_name,
    last_name,
    email: null,
    phone: null,
    uci_number: null,
    notes: null,
  })
})

test("an admin edits every field, and what was saved is shown", async ({ admin, api }) => {
  const client = await api.addClient(wholeClient())
  const changed = {
    ...wholeClient(),
    date_of_birth: "2000-02-29",
    phone: "+16615550188",
    pos_end_date: "2027-01-31",
    notes: "Prefers the window seat.",
  }
  await open(admin, `/clients/${client.id}`)
  await admin.getByRole("button", { name: "Edit", exact: true }).click()
  await fill(admin, changed)
  await admin.getByRole("button", { name: "Save" }).click()
  await expect(toast(admin, "Saved.")).toBeVisible()
  expect(await api.client(client.id)).toMatchObject(changed)
  await expect(admin.getByRole("heading", { level: 1 })).toHaveText(
    `${changed.first_name} ${changed.last_name}`,
  )
  for (const text of ["2/29/2000", "1/1/2026 to 1/31/2027", String(changed.email), "(661) 555-0188"])
    await expect(admin.getByRole("definition").getByText(text, { exact: true })).toBeVisible()
})

test("filled fields are cleared by emptying them", { tag: "@long" }, async ({ admin, api }) => {
  const { first_name, last_name, ...rest } = wholeClient()
  const client = await api.addClient({ first_name, last_name, ...rest })
  await open(admin, `/clients/${client.id}?edit=1`)
  await fill(admin, Object.fromEntries(Object.keys(rest).map((name) => [name, ""])))
  await admin.getByRole("button", { name: "Save" }).click()
  await expect(toast(admin, "Saved.")).toBeVisible()
  const empty = Object.fromEntries(Object.keys(rest).map((name) => [name, null]))
  expect(await api.client(client.id)).toMatchObject({ first_name, last_name, ...empty })
})

test("saving the phone number touches neither the notes nor the language", { tag: "@long" }, async ({
  admin,
  api,
}) => {
  const notes = "  Two lines,\n\nand an empty one between. "
  const client = await api.addClient({ notes, language: "Tagalog" })
  const before = await api.client(client.id)
  await open(admin, `/clients/${client.id}?edit=1`)
  await fill(admin, { phone: "(661) 555-0199" })
  await admin.getByRole("button", { name: "Save" }).click()
  await expect(toast(admin, "Saved.")).toBeVisible()
  const after = await api.client(client.id)
  expect(after).toEqual({ ...before, phone: "+16615550199", updated_at: after.updated_at })
})

test("an admin deletes a client and takes it back with Undo", { tag: "@phone" }, async ({
  admin,
  api,
  guest,
}) => {
  await open(admin, `/clients/${guest.id}`)
  await admin.getByRole("button", { name: "Delete client" }).click()
  await expect(admin).toHaveURL("/clients")
  expect((await api.call("GET", `/clients/${guest.id}`)).status).toBe(404)
  await toast(admin, `${guest.name} was deleted.`).getByRole("button", { name: "Undo" }).click()
  await expect(toast(admin, `${guest.name} is back.`)).toBeVisible()
  await expect(admin).toHaveURL(`/clients/${guest.id}`)
  expect((await api.call("GET", `/clients/${guest.id}`)).status).toBe(200)
})

test("a deleted client is restored later from the list of deleted clients", async ({ admin, api, guest }) => {
  await api.call("DELETE", `/clients/${guest.id}`)
  await open(admin, "/clients/deleted")
  await admin.getByRole("button", { name: `Restore ${guest.name}` }).click()
  await expect(toast(admin, `${guest.name} is back.`)).toBeVisible()
  await expect(admin.getByText(guest.name, { exact: true })).toHaveCount(0)
  expect((await api.call("GET", `/clients/${guest.id}`)).status).toBe(200)
})

test("erasing asks first, names the person, and leaves the visits", async ({ admin, api, guest }) => {
  await api.checkIn(guest.id)
  await api.call("DELETE", `/clients/${guest.id}`)
  await open(admin, "/clients/deleted")
  await admin.getByRole("button", { name: `Erase ${guest.name}` }).click()
  const question = admin.getByRole("alertdialog", { name: `Erase ${guest.name}'s personal data?` })
  await question.getByRole("button", { name: "Erase personal data" }).click()
  await expect(toast(admin, "erased")).toBeVisible()
  await expect(admin.getByText(guest.name, { exact: true })).toHaveCount(0)
})

test("an admin writes a staff note, which carries their name", { tag: "@long" }, async ({ admin, guest }) => {
  await open(admin, `/clients/${guest.id}`)
  await admin.getByLabel("New note").fill("Asked about the tournament.\nGave her the flyer.")
  await admin.getByRole("button", { name: "Add note" }).click()
  await expect(toast(admin, "Note added.")).toBeVisible()
  const note = admin.getByRole("listitem").filter({ hasText: "Gave her the flyer." })
  await expect(note).toContainText("Alex Rivera")
  await expect(admin.getByLabel("New note")).toHaveValue("")
})

test("a client with two memberships lists, opens and is checked in", { tag: "@long" }, async ({
  admin,
  api,
}) => {
  const client = await api.addCovered(-20, -1)
  await open(admin, `/clients/${client.id}`)
  await admin.getByRole("button", { name: "Add membership" }).click()
  const dialog = admin.getByRole("dialog")
  await dialog.getByLabel("Plan").selectOption({ label: "Unlimited" })
  const today = dateIn(new Date(), dayZone)
  await dialog.getByLabel("First day").fill(today)
  await dialog.getByLabel("Last day").fill(addDays(today, 200))
  await dialog.getByRole("button", { name: "Add membership" }).click()
  await expect(toast(admin, "Membership added: ")).toBeVisible()
  await expect(admin.getByText("Active", { exact: true }).first()).toBeVisible()
  await open(admin, `/clients?q=${client.last_name}`)
  await admin.getByRole("button", { name: `Check in ${client.name}` }).click()
  await expect(toast(admin, `${client.name} is checked in.`)).toBeVisible()
})

test("a name of many letters or from right to left is found, opened and shown whole", {
  tag: "@phone",
}, async ({ admin, api }) => {
  for (const [first_name, last_name] of [
    [`${uniqueWord()} ${"Wolfeschlegelsteinhausen".repeat(3)}`, uniqueWord()],
    [`ليلى ${uniqueWord()}`, "الحداد"],
  ]) {
    const client = await api.addClient({ first_name, last_name })
    await open(admin, "/clients")
    await admin.getByRole("searchbox", { name: "Search clients" }).fill(String(first_name))
    await expect(admin).toHaveURL(/q=/)
    await admin.getByRole("link", { name: client.name, exact: true }).click()
    await expect(admin.getByRole("heading", { level: 1 })).toHaveText(client.name)
  }
})

test("the chosen status is in sight", { tag: "@phone" }, async ({ admin }) => {
  await open(admin, "/clients?status=none")
  const chosen = admin.getByRole("navigation", { name: "Status" }).locator("[aria-current]")
  await expect(chosen).toContainText("No Membership")
  await expect(chosen).toBeInViewport({ ratio: 1 })
})

import { expect, open, test, toast } from "./centre"

test("staff find a client and see everything about them", { tag: "@phone" }, async ({ staff, api }) => {
  const client = await api.addClient({
    phone: "+16615550176",
    uci_number: crypto.randomUUID().slice(0, 8),
    service_coordinator: "Thaddeus Coordinator",
    notes: "Likes to be greeted by name.",
  })
  await open(staff, "/clients")
  await staff.getByRole("searchbox", { name: "Search clients" }).fill(client.last_name.toLowerCase())
  await expect(staff).toHaveURL(/q=/)
  await staff.getByRole("link", { name: client.name, exact: true }).click()
  await expect(staff.getByRole("heading", { level: 1 })).toHaveText(client.name)
  for (const text of ["(661) 555-0176", "Thaddeus Coordinator", "Likes to be greeted by name."])
    await expect(staff.getByText(text)).toBeVisible()
})

test("staff edit the notes, and nothing else of the client changes", { tag: "@phone" }, async ({
  staff,
  api,
}) => {
  const client = await api.addClient({ notes: "Old words", language: "Spanish", email: "keep@example.org" })
  const before = await api.client(client.id)
  await open(staff, `/clients/${client.id}`)
  await staff.getByRole("button", { name: "Edit notes" }).click()
  const dialog = staff.getByRole("dialog", { name: "Edit notes" })
  await expect(dialog.getByRole("textbox")).toHaveCount(1)
  await dialog.getByLabel("Notes").fill("New words\nover two lines")
  await dialog.getByRole("button", { name: "Save" }).click()
  await expect(toast(staff, "Notes saved.")).toBeVisible()
  const after = await api.client(client.id)
  expect(after).toEqual({ ...before, notes: "New words\nover two lines", updated_at: after.updated_at })
})

test("staff write a staff note", { tag: "@long" }, async ({ staff, guest }) => {
  await open(staff, `/clients/${guest.id}`)
  await staff.getByLabel("New note").fill("Came with her brother.")
  await staff.getByRole("button", { name: "Add note" }).click()
  await expect(staff.getByRole("listitem").filter({ hasText: "Came with her brother." })).toContainText(
    "Sam Whitlock",
  )
})

test("staff see no way to add, edit, delete or manage", async ({ staff, guest }) => {
  await open(staff, "/clients")
  await expect(staff.getByRole("button", { name: "Add client" })).toHaveCount(0)
  await expect(staff.getByRole("link", { name: /^Edit / })).toHaveCount(0)
  await open(staff, `/clients/${guest.id}?edit=1`)
  for (const name of ["Edit", "Delete client", "Add membership", "Add contact", "Edit tags"])
    await expect(staff.getByRole("button", { name, exact: true })).toHaveCount(0)
  await expect(staff.getByRole("heading", { name: "History" })).toHaveCount(0)
  await expect(staff.getByRole("link", { name: "Users" })).toHaveCount(0)
})

test.describe("the pages of admins", () => {
  test.use({ provoked: [/status of 403/] })

  for (const path of ["/admin/users", "/admin/api-keys", "/admin/nothing"])
    test(`${path} answers staff with 403`, { tag: "@long" }, async ({ staff }) => {
      const answer = await open(staff, path)
      expect(answer?.status()).toBe(403)
      await expect(staff.getByRole("heading", { name: "This page is for admins" })).toBeVisible()
    })

  test("the list of deleted clients is not for staff either", { tag: "@long" }, async ({
    staff,
    api,
    guest,
  }) => {
    await api.call("DELETE", `/clients/${guest.id}`)
    await open(staff, "/clients/deleted")
    await expect(staff.getByRole("heading", { name: "This page is for admins" })).toBeVisible()
    await expect(staff.getByText(guest.name)).toHaveCount(0)
  })
})

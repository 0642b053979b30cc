import { readFile } from "node:fs/promises"
import { expect, hydrated, open, test } from "./centre"

test("an admin sees who looked at a client, searches the log, and takes it along as a file", async ({
  admin,
  staff,
  guest,
}) => {
  const name = `${guest.first_name} ${guest.last_name}`
  await open(staff, `/clients/${guest.id}`)

  await open(admin, `/clients/${guest.id}`)
  await admin.getByRole("link", { name: "Who saw and changed this client" }).click()
  await expect(admin.getByRole("heading", { level: 1 })).toHaveText("Who saw and changed this client")
  const people = admin.getByRole("table", { name: "By person" })
  await expect(people.getByRole("row").filter({ hasText: "1 time" }).first()).toBeVisible()
  await expect(admin.getByRole("table", { name: "What happened" })).toContainText("looked at the client")

  await open(admin, "/admin/audit")
  await admin.getByLabel("What", { exact: true }).selectOption("Readings of clients")
  await admin.getByLabel("Client", { exact: true }).fill(guest.last_name)
  await admin.getByRole("button", { name: "Show", exact: true }).click()
  await admin.waitForURL(/kind=readings/)
  await hydrated(admin)
  const table = admin.getByRole("table", { name: "What happened" })
  await expect(table.getByRole("link", { name }).first()).toBeVisible()
  await expect(table).not.toContainText("added the client")

  const [file] = await Promise.all([
    admin.waitForEvent("download"),
    admin.getByRole("link", { name: "Export" }).click(),
  ])
  const text = await readFile(await file.path(), "utf8")
  expect(text).toContain("client.viewed")
  expect(text).toContain(guest.id)
  await open(admin, "/admin/audit?kind=exports")
  await expect(admin.getByRole("table", { name: "What happened" })).toContainText(
    "exported the audit log as a file",
  )
})

test.describe("a failed sign-in", () => {
  test.use({ provoked: [/status of 401/] })

  test("stands in the log, without what was typed", async ({ admin, browserOf }) => {
    const stranger = await browserOf()
    await open(stranger, "/login")
    await stranger.getByLabel("E-mail").fill("stranger@nowhere.example")
    await stranger.getByLabel("Password", { exact: true }).fill("five blue buckets sing")
    await stranger.getByRole("button", { name: "Sign in" }).click()
    await expect(stranger.getByRole("alert").filter({ hasText: "is not right" })).toBeVisible()
    await open(admin, "/admin/audit?kind=sign_ins")
    const table = admin.getByRole("table", { name: "What happened" })
    await expect(table).toContainText("could not sign in: there is no such account")
    await expect(table).not.toContainText("stranger")
  })
})

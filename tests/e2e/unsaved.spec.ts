import { expect, open, test, toast } from "./centre"

test("what was typed into a page is not lost without a question", async ({ admin, guest }) => {
  await open(admin, `/clients/${guest.id}`)
  await admin.getByLabel("New note").fill("Came with her brother")
  await admin.getByRole("link", { name: "Reports", exact: true }).first().click()
  const question = admin.getByRole("alertdialog", { name: "Discard what you typed?" })
  await question.getByRole("button", { name: "Keep editing" }).click()
  await expect(admin.getByLabel("New note")).toHaveValue("Came with her brother")
  await admin.getByRole("button", { name: "Add note" }).click()
  await expect(toast(admin, "Note added.")).toBeVisible()
  await admin.getByRole("link", { name: "Reports", exact: true }).first().click()
  await expect(admin).toHaveURL(/\/reports/)
})

test("a consent says who gave it, how and when, and is withdrawn after a question", async ({
  admin,
  api,
}) => {
  const client = await api.addClient({ parent_guardian_name: "Rosa Guardian" })
  await open(admin, `/clients/${client.id}`)
  await admin.getByRole("button", { name: "Record consent: E-mail" }).click()
  const dialog = admin.getByRole("dialog")
  await expect(dialog.getByLabel("Given by")).toHaveValue(client.name)
  await dialog.getByLabel("Given by").fill("Rosa Guardian")
  await dialog.getByLabel("How").selectOption("Signed paper")
  await dialog.getByRole("button", { name: "Record" }).click()
  await expect(admin.getByText(/^Given .*, by Rosa Guardian, signed paper$/)).toBeVisible()
  await admin.getByRole("button", { name: "Withdraw consent: E-mail" }).click()
  await admin.getByRole("alertdialog").getByRole("button", { name: "Withdraw" }).click()
  await expect(admin.getByText(/^Withdrawn /)).toBeVisible()
})

import { expectAccessible } from "./accessible"
import { expect, open, test } from "./centre"

test("the history of a client tells who changed what, from what to what", async ({ admin, api }) => {
  const client = await api.addClient({ phone: "+16615550101" })
  await open(admin, `/clients/${client.id}?edit=1`)
  await admin.getByLabel("Phone").fill("661 555 0102")
  await admin.getByRole("button", { name: "Save" }).click()
  await expect(
    admin.getByText("Alex Rivera changed Phone from (661) 555-0101 to (661) 555-0102"),
  ).toBeVisible()
  await expect(admin.getByText(/^API key .* added the client/)).toBeVisible()
})

test("long texts are shown whole on demand", { tag: "@long" }, async ({ admin, api, guest }) => {
  const notes = `${"Many words. ".repeat(40)}The end.`
  await api.call("PATCH", `/clients/${guest.id}`, { notes })
  await open(admin, `/clients/${guest.id}`)
  const entry = admin.getByRole("listitem").filter({ hasText: "changed Notes" }).first()
  await expect(entry.getByText("The end.")).toBeHidden()
  await entry.getByText("Show all").click()
  await expect(entry.getByText("The end.")).toBeVisible()
  await expectAccessible(admin)
})

test("of many changes the newest are shown, and the others on demand", { tag: "@long" }, async ({
  admin,
  api,
  guest,
}) => {
  for (let number = 1; number <= 45; number++)
    await api.call("PATCH", `/clients/${guest.id}`, { language: `Language ${number}` })
  await open(admin, `/clients/${guest.id}`)
  const entries = admin.getByText(/changed Language from/)
  await expect(entries).toHaveCount(20)
  for (const shown of [40, 45]) {
    await admin.getByRole("button", { name: "Show more" }).click()
    await expect(entries).toHaveCount(shown)
  }
  await expect(admin.getByRole("button", { name: "Show more" })).toHaveCount(0)
  await expect(admin.getByText("from empty to Language 1", { exact: false }).last()).toBeVisible()
})

import { expectAccessible } from "./accessible"
import { expect, open, test, toast } from "./centre"
import { uniqueWord } from "./words"

test("two records of one person are found, compared, merged and made two again", { tag: "@phone" }, async ({
  admin,
  api,
}) => {
  const last_name = uniqueWord()
  const stays = await api.addClient({
    first_name: "Ana",
    last_name,
    phone: "6615550131",
    notes: "Quiet seat",
  })
  const other = await api.addClient({
    first_name: "Anna",
    last_name,
    phone: "6615550131",
    language: "Spanish",
  })
  await api.checkIn(other.id)
  await open(admin, `/clients/${stays.id}`)
  await admin.getByRole("button", { name: "Merge with another record" }).click()
  await admin.getByRole("combobox", { name: "Find the client" }).fill(`Anna ${last_name}`)
  await admin.getByRole("option", { name: `Anna ${last_name}` }).click()
  await expect(admin.getByRole("heading", { name: "Merge two records" })).toBeVisible()
  await expect(admin.getByText("its 1 visit go")).toBeVisible()
  await expectAccessible(admin)
  await admin.getByRole("radio", { name: "Anna" }).check()
  await admin.getByRole("button", { name: "Merge", exact: true }).click()
  await expect(toast(admin, "was merged into")).toBeVisible()
  await expect(admin).toHaveURL(`/clients/${stays.id}`)
  await expect(admin.getByRole("heading", { level: 1, name: `Anna ${last_name}` })).toBeVisible()
  expect(await api.visits(stays.id)).toHaveLength(1)
  // An old link leads to the one that stays.
  await open(admin, `/clients/${other.id}`)
  await expect(admin).toHaveURL(`/clients/${stays.id}`)
  await admin.getByRole("button", { name: `Undo the merge with Anna ${last_name}` }).click()
  await expect(toast(admin, "has a record of their own again.")).toBeVisible()
  expect(await api.client(stays.id)).toMatchObject({ first_name: "Ana", language: null })
  expect(await api.client(other.id)).toMatchObject({ first_name: "Anna", language: "Spanish" })
  expect(await api.visits(other.id)).toHaveLength(1)
})

test("what looks wrong with the data is listed, each with the way to mend it", async ({ admin, api }) => {
  const last_name = uniqueWord()
  const one = await api.addClient({ first_name: "Mateo", last_name, phone: "6615550132" })
  await api.addClient({ first_name: "Mateo", last_name, phone: "6615550132", email: "none@none.com" })
  await open(admin, "/clients/data-quality")
  const row = (text: string) =>
    admin.getByRole("row").filter({ hasText: last_name }).filter({ hasText: text })
  await expect(row("Same name and phone number").getByRole("link", { name: "Compare" })).toHaveAttribute(
    "href",
    new RegExp(one.id),
  )
  await row("Same name and phone number").getByRole("button", { name: "Two people" }).click()
  await expect(row("Same name and phone number")).toHaveCount(0)
  await row("none@none.com").getByRole("button", { name: "Clear" }).click()
  await expect(toast(admin, "is empty now.")).toBeVisible()
  await expect(row("none@none.com")).toHaveCount(0)
})

test("a deleted client is restored where their name is typed again", async ({ admin, api }) => {
  const [first_name, last_name] = [uniqueWord(), uniqueWord()]
  const { id } = await api.addClient({ first_name, last_name, date_of_birth: "1990-01-03" })
  await api.call("DELETE", `/clients/${id}`)
  await open(admin, "/clients?add=1")
  const sheet = admin.getByRole("dialog")
  await sheet.getByLabel("First name").fill(first_name)
  await sheet.getByLabel("Last name").fill(last_name)
  await sheet.getByLabel("Date of birth").fill("1990-01-03")
  await sheet.getByRole("button", { name: "Add client" }).click()
  await sheet.getByRole("button", { name: `Restore ${first_name} ${last_name}` }).click()
  await expect(admin).toHaveURL(`/clients/${id}`)
})

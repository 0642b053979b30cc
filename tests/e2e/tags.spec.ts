import type { Page } from "@playwright/test"
import { expect, open, test, toast } from "./centre"
import { uniqueWord } from "./words"

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name })

async function give(page: Page, id: string, tags: string) {
  await open(page, `/clients/${id}`)
  await page.getByRole("button", { name: "Edit tags" }).click()
  await page.getByRole("dialog").getByLabel("Tags").fill(tags)
  await page.getByRole("button", { name: "Save tags" }).click()
  await expect(page.getByRole("dialog")).toHaveCount(0)
}

test("a tag leads to the clients who have it, and the filter is taken off", { tag: "@long" }, async ({
  admin,
  api,
}) => {
  const name = uniqueWord()
  const [one, other] = [await api.addClient(), await api.addClient({ last_name: uniqueWord() })]
  await give(admin, one.id, name)
  await open(admin, "/admin/tags")
  await row(admin, name).getByRole("link", { name: "1 client" }).click()
  await expect(admin).toHaveURL(/\/clients\?tag=/)
  await expect(admin.getByRole("link", { name: one.name, exact: true })).toBeVisible()
  await expect(admin.getByRole("row")).toHaveCount(2)
  await admin.getByRole("link", { name: /^No Membership/ }).click()
  await expect(admin).toHaveURL(/status=none&tag=/)
  await admin.getByRole("searchbox", { name: "Search clients" }).fill(other.last_name)
  await expect(admin.getByText("No client matches")).toBeVisible()
  await expect(admin).toHaveURL(/tag=/)
  await admin.getByRole("link", { name: `Tag ${name}` }).click()
  await expect(admin).not.toHaveURL(/tag=/)
  await expect(admin.getByRole("link", { name: other.name, exact: true })).toBeVisible()
})

test("a tag that nobody has is added, deleted, and brought back with Undo", async ({ admin }) => {
  const name = uniqueWord()
  await open(admin, "/admin/tags")
  await admin.getByRole("button", { name: "Add tag" }).click()
  await admin.getByRole("dialog").getByLabel("Name").fill(name)
  await admin.getByRole("dialog").getByRole("button", { name: "Add tag" }).click()
  await expect(row(admin, name)).toContainText("Nobody")
  await admin.getByRole("button", { name: `Delete ${name}` }).click()
  await expect(row(admin, name)).toHaveCount(0)
  await toast(admin, `The tag ${name} was deleted.`).getByRole("button", { name: "Undo" }).click()
  await expect(row(admin, name)).toBeVisible()
})

test("renaming to a name that is taken offers to merge, and the clients of both get the one", async ({
  admin,
  api,
}) => {
  const [wrong, right] = [uniqueWord(), uniqueWord()]
  const [one, both] = [await api.addClient(), await api.addClient()]
  await give(admin, one.id, wrong)
  await give(admin, both.id, `${wrong}, ${right}`)
  await open(admin, "/admin/tags")
  await admin.getByRole("button", { name: `Rename ${wrong}` }).click()
  await admin.getByRole("dialog").getByLabel("Name").fill(right.toUpperCase())
  await admin.getByRole("dialog").getByRole("button", { name: "Rename" }).click()
  await expect(admin.getByRole("alert").filter({ hasText: "already" })).toContainText("2 clients")
  await admin.getByRole("button", { name: `Merge into ${right.toUpperCase()}` }).click()
  await expect(toast(admin, `2 clients moved from ${wrong} to ${right}.`)).toBeVisible()
  await expect(row(admin, wrong)).toHaveCount(0)
  await expect(row(admin, right)).toContainText("2 clients")
  for (const { id } of [one, both]) expect((await api.client(id)).tags).toEqual([right])
})

test("deleting a tag that clients have asks first and says how many lose it", { tag: "@long" }, async ({
  admin,
  api,
  guest,
}) => {
  const name = uniqueWord()
  await give(admin, guest.id, name)
  await open(admin, "/admin/tags")
  await admin.getByRole("button", { name: `Delete ${name}` }).click()
  const question = admin.getByRole("alertdialog", { name: `Delete the tag ${name}?` })
  await expect(question).toContainText("1 client will lose it.")
  await question.getByRole("button", { name: "Delete tag" }).click()
  await expect(toast(admin, `The tag ${name} was deleted; 1 client had it.`)).toBeVisible()
  await expect(row(admin, name)).toHaveCount(0)
  expect((await api.client(guest.id)).tags).toEqual([])
  await open(admin, `/clients/${guest.id}`)
  await expect(admin.getByText(`removed the tag ${name}`)).toBeVisible()
})

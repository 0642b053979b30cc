import type { Page } from "@playwright/test"
import { expectAccessible } from "./accessible"
import { expect, open, test, toast } from "./centre"
import { ggleap } from "./ggleap"
import { uniqueWord } from "./words"

// One ggLeap serves all of them, and one of these tests sends it away.
test.describe.configure({ mode: "serial" })

const PAGE = "/admin/ggleap"
const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name })

/** Links the client on their page to the user of this name. */
async function linkByHand(page: Page, clientId: string, username: string) {
  await open(page, `/clients/${clientId}`)
  await page.getByRole("button", { name: "Link ggLeap user" }).click()
  const dialog = page.getByRole("dialog", { name: "Link ggLeap user" })
  await dialog.getByLabel("Name or e-mail").fill(username)
  await dialog.getByRole("button", { name: "Search" }).click()
  await dialog.getByRole("radio").first().check()
  await expectAccessible(page, "[role=dialog]")
  await dialog.getByRole("button", { name: `Link to ${username}` }).click()
  await expect(dialog).toHaveCount(0)
}

test("a client is linked by hand, compared, put into their group, and unlinked", async ({ admin, api }) => {
  const client = await api.addCovered(-10, 90)
  const user = await ggleap.addUser()
  await linkByHand(admin, client.id, user.Username)
  await expect(toast(admin, `${client.name} is linked to ${user.Username}.`)).toBeVisible()
  expect(await ggleap.groupOf(user.Uuid)).toBe("g-other")

  await open(admin, PAGE)
  await expect(row(admin, client.name)).toContainText("Not placed yet")
  await expect(admin.getByRole("button", { name: "Sync now" })).toHaveCount(0)
  await admin.getByRole("button", { name: "Compare with ggLeap" }).click()
  await expect(admin.getByText(/Would move \d+ of \d+\./)).toBeVisible()
  await expect(admin.getByRole("list", { name: "Who would be moved" })).toContainText(client.name)
  expect(await ggleap.groupOf(user.Uuid)).toBe("g-other")
  await expectAccessible(admin)

  await admin.getByRole("button", { name: "Sync now" }).click()
  await expect(toast(admin, /moved\./)).toBeVisible()
  expect(await ggleap.groupOf(user.Uuid)).toBe("g-covered")
  await expect(row(admin, client.name)).toContainText("Placed")

  await admin.getByRole("button", { name: `Unlink ${client.name}` }).click()
  await expectAccessible(admin, "[role=alertdialog]")
  await admin.getByRole("alertdialog").getByRole("button", { name: "Unlink" }).click()
  await expect(row(admin, client.name)).toHaveCount(0)
  await toast(admin, `${client.name} is not linked any more.`).getByRole("button", { name: "Undo" }).click()
  await expect(row(admin, client.name)).toContainText(user.Username)
  await open(admin, `/clients/${client.id}`)
  await expect(admin.getByText("put the client into the ggLeap group KRC Unlimited")).toBeVisible()
})

test("e-mail matches are linked once they are confirmed; what is not clear is only shown", {
  tag: "@long",
}, async ({ admin, api }) => {
  const email = `${uniqueWord()}@example.org`.toLowerCase()
  const twins = `${uniqueWord()}@example.org`.toLowerCase()
  const client = await api.addClient({ email })
  for (const _ of [1, 2]) await api.addClient({ email: twins })
  await ggleap.addUser({ Email: email.toUpperCase() })
  await ggleap.addUser({ Email: twins })
  await open(admin, PAGE)
  await admin.getByRole("button", { name: "Find matches" }).click()
  const matches = admin.getByRole("list", { name: "Matches" })
  await expect(matches).toContainText(client.name)
  await expect(matches).not.toContainText(twins)
  await admin.getByText(/not clear: several have/).click()
  await expect(admin.getByRole("list", { name: "E-mails that are not clear" })).toContainText(twins)
  await expectAccessible(admin)
  await matches.getByRole("button", { name: `Link ${client.name}` }).click()
  await expect(toast(admin, "1 client linked.")).toBeVisible()
  await expect(row(admin, client.name)).toContainText("Not placed yet")
})

test("when ggLeap is away, that is said and nothing is lost", { tag: "@long" }, async ({ admin, api }) => {
  const client = await api.addClient()
  const user = await ggleap.addUser()
  await linkByHand(admin, client.id, user.Username)
  await open(admin, PAGE)
  await ggleap.goAway()
  try {
    await admin.getByRole("button", { name: "Compare with ggLeap" }).click()
    await expect(admin.getByRole("alert").getByText("ggLeap did not answer")).toBeVisible()
    await expectAccessible(admin)
  } finally {
    await ggleap.comeBack()
  }
  await admin.getByRole("button", { name: "Compare with ggLeap" }).click()
  await expect(admin.getByRole("list", { name: "Who would be moved" })).toContainText(client.name)
  await expect(admin.getByText("ggLeap did not answer")).toHaveCount(0)
})

test("who cannot be placed stands among those with a problem", { tag: "@long" }, async ({ admin, api }) => {
  const client = await api.addClient()
  const user = await ggleap.addUser()
  await linkByHand(admin, client.id, user.Username)
  await ggleap.removeUser(user.Uuid)
  await open(admin, PAGE)
  await admin.getByRole("button", { name: "Compare with ggLeap" }).click()
  await expect(admin.getByRole("list", { name: "Who is not in ggLeap any more" })).toContainText(client.name)
  await admin.getByRole("button", { name: "Sync now" }).click()
  await expect(toast(admin, /could not be placed/)).toBeVisible()
  await admin.getByRole("link", { name: /With a problem/ }).click()
  await expect(row(admin, client.name)).toContainText("not in ggLeap any more")
})

test("the settings name the groups, and a group that is not there is named", async ({ admin }) => {
  await open(admin, "/admin/settings")
  const save = () => admin.getByRole("button", { name: "Save ggLeap groups" }).click()
  await admin.getByLabel("ggLeap group of covered clients").fill("Nowhere")
  await save()
  await expect(toast(admin, "ggLeap groups saved.")).toBeVisible()
  await open(admin, PAGE)
  await admin.getByRole("button", { name: "Compare with ggLeap" }).click()
  await expect(admin.getByRole("alert").getByText("ggLeap has no group named “Nowhere”")).toBeVisible()
  await open(admin, "/admin/settings")
  await admin.getByLabel("ggLeap group of covered clients").fill("KRC Unlimited")
  await save()
  await expect(toast(admin, "ggLeap groups saved.")).toBeVisible()
})

test("the front desk sees nothing of it", async ({ staff, guest }) => {
  await open(staff, `/clients/${guest.id}`)
  await expect(staff.getByRole("button", { name: "Link ggLeap user" })).toHaveCount(0)
  await expect(staff.getByRole("link", { name: "ggLeap" })).toHaveCount(0)
})

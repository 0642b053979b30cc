import { addDays, dateIn } from "../../lib/core/clock"
import { expectAccessible } from "./accessible"
import { expect, open, test, toast } from "./centre"

const yesterday = addDays(dateIn(new Date(), "America/Los_Angeles"), -1)

test("a day on paper is typed in, what cannot be saved stays, and a visit is corrected", async ({
  admin,
  api,
}) => {
  const [one, two] = [await api.addClient(), await api.addClient()]
  await open(admin, `/check-ins/enter?date=${yesterday}`)
  const add = async (name: string) => {
    await admin.getByRole("button", { name: "Add a client" }).click()
    await admin.getByRole("combobox", { name: "Find the client" }).fill(name)
    await admin.getByRole("option", { name }).click()
  }
  await add(one.name)
  await add(two.name)
  await admin.getByLabel(`In of ${one.name}`).fill("13:00")
  await admin.getByLabel(`Out of ${one.name}`).fill("15:30")
  await admin.getByLabel(`In of ${two.name}`).fill("13:10")
  await admin.getByRole("button", { name: "Save 2 visits" }).click()
  await expect(admin.getByText("Enter a time such as 14:30.").first()).toBeVisible()
  await expectAccessible(admin)
  await admin.getByLabel(`Out of ${two.name}`).fill("14:00")
  await admin.getByRole("button", { name: "Save 2 visits" }).click()
  await expect(toast(admin, "2 visits saved.")).toBeVisible()
  expect(await api.visits(one.id)).toMatchObject([{ entered_later: true, corrected: false }])

  await open(admin, `/check-ins?client=${one.id}`)
  await expect(admin.getByText("Entered later")).toBeVisible()
  await admin.getByRole("button", { name: `Correct times of ${one.name}` }).click()
  const dialog = admin.getByRole("dialog")
  await expectAccessible(admin, "[role=dialog]")
  await dialog.getByLabel("Left").fill("16:00")
  await dialog.getByRole("button", { name: "Save" }).click()
  await expect(dialog.getByText("Reason: Say why.")).toBeVisible()
  await dialog.getByLabel("Reason").fill("Misread")
  await dialog.getByRole("button", { name: "Save" }).click()
  await expect(admin.getByText("Corrected; recorded first: 1:00 PM to 3:30 PM")).toBeVisible()
  await expect(admin.getByText("4:00 PM")).toBeVisible()
})

test("who is here prints as a roll call of one line each, and nothing else", async ({ staff, api }) => {
  const client = await api.addClient({ phone: "6615550138" })
  await api.checkIn(client.id)
  await open(staff, "/check-ins/here")
  await staff.emulateMedia({ media: "print" })
  const line = staff
    .getByRole("table", { name: "Roll call" })
    .getByRole("row")
    .filter({ hasText: client.last_name })
  await expect(line).toContainText("(661) 555-0138")
  await expect(line).toBeVisible()
  await expect(staff.getByRole("button", { name: /Check out|Void|Print/ }).first()).toBeHidden()
  await staff.emulateMedia({ media: null })
})

test("a list prints a line for each client, without what can be done with them", async ({ staff, api }) => {
  const client = await api.addCovered(-100, 100)
  await open(staff, "/clients/not-seen")
  await staff.setViewportSize({ width: 720, height: 900 })
  await staff.emulateMedia({ media: "print" })
  const line = staff.getByRole("row").filter({ hasText: client.last_name })
  await expect(line).toBeVisible()
  expect((await line.boundingBox())?.height).toBeLessThan(60)
  await open(staff, `/clients?q=${client.last_name}`)
  await expect(staff.getByRole("button", { name: `Check in ${client.name}` })).toBeHidden()
  await staff.emulateMedia({ media: null })
})

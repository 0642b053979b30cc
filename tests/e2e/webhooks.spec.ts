import { expectAccessible } from "./accessible"
import { expect, open, test, toast } from "./centre"
import { idOfEvent, sendEvent } from "./hooks"
import { uniqueWord } from "./words"

const term = { plan_code: "unlimited", starts_on: "2026-11-01", ends_on: "2027-10-31" }

test("an admin sees what an event did, and gets to its client", async ({ admin }) => {
  const [first, last] = [uniqueWord(), uniqueWord()]
  await sendEvent("membership.created", { client: { first_name: first, last_name: last }, membership: term })
  await open(admin, "/admin/webhooks")
  const row = admin.getByRole("row").filter({ hasText: "Added the client and added the membership" }).first()
  await expect(row).toContainText("Done")
  await row.getByRole("link", { name: "New membership" }).click()
  await expect(admin.getByRole("heading", { level: 1, name: "New membership" })).toBeVisible()
  await admin.getByRole("link", { name: `${first} ${last}` }).click()
  await expect(admin.getByRole("heading", { level: 1 })).toContainText(`${first} ${last}`)
})

test("an event that waits is corrected and run again, by the person it is about being chosen", async ({
  admin,
  guest,
  sql,
}) => {
  const id = await sendEvent("membership.created", {
    client: { first_name: "Somebody" },
    membership: { ...term, plan_code: "gold" },
  })
  await open(admin, `/admin/webhooks/${await idOfEvent(id)}`)
  await expect(admin.getByText("No client fits, and a new one needs both names.")).toBeVisible()
  await admin.getByRole("button", { name: "Choose the client" }).click()
  await admin.getByRole("combobox").fill(guest.name)
  await admin.getByRole("option", { name: guest.name }).click()
  await admin.getByRole("button", { name: "Run again" }).click()
  await expect(toast(admin, "It still needs attention.")).toBeVisible()
  const plan = admin.getByLabel("Plan")
  await expect(plan).toHaveAccessibleDescription(/There is no such plan/)
  await expectAccessible(admin)
  await plan.selectOption("Unlimited")
  await admin.getByRole("button", { name: "Run again" }).click()
  await expect(toast(admin, "It is done.")).toBeVisible()
  await expect(admin.getByText("Added the membership.")).toBeVisible()
  const terms = await sql`
    select starts_on::text, ends_on::text from memberships where client_id = ${guest.id}`
  expect(terms).toMatchObject([{ starts_on: "2026-11-01", ends_on: "2027-10-31" }])
})

test("an event that nobody will run is put away for a reason, once", { tag: "@long" }, async ({
  admin,
  browserOf,
}) => {
  const id = await idOfEvent(
    await sendEvent("membership.cancelled", { client: { first_name: uniqueWord() } }),
  )
  const other = await browserOf("admin")
  for (const page of [admin, other]) await open(page, `/admin/webhooks/${id}`)
  const putAway = async (page: typeof admin) => {
    await page.getByRole("button", { name: "Put away" }).click()
    const dialog = page.getByRole("dialog", { name: "Put this event away" })
    await expectAccessible(page, "[role=dialog]")
    await dialog.getByRole("button", { name: "Put away" }).click()
    await expect(dialog.getByText("Reason: Say why.")).toBeVisible()
    await dialog.getByLabel("Reason").fill("A test of the form")
    await dialog.getByRole("button", { name: "Put away" }).click()
    return dialog
  }
  await putAway(admin)
  await expect(admin.getByText("Put away: A test of the form")).toBeVisible()
  await expect((await putAway(other)).getByText("Somebody settled this in the meantime.")).toBeVisible()
})

test("what waits is counted, and listed by itself", { tag: "@long" }, async ({ admin }) => {
  await sendEvent("membership.cancelled", { client: { first_name: uniqueWord() } })
  await open(admin, "/admin/webhooks")
  const filter = admin.getByRole("link", { name: /^Needs attention \d+$/ })
  await filter.click()
  await expect(admin).toHaveURL("/admin/webhooks?state=attention")
  await expect(admin.getByRole("row").filter({ hasText: "No client fits" }).first()).toBeVisible()
  await expect(admin.getByRole("row").filter({ hasText: "Done" })).toHaveCount(0)
})

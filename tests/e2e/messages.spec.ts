import { expectAccessible } from "./accessible"
import { expect, open, test, toast } from "./centre"
import { letExpire, planAndRelease } from "./messages"

// They switch on and off what all share.
test.describe.configure({ mode: "serial" })

test.beforeEach(async ({ sql }) => {
  await sql`delete from settings where name = 'liveMessages'`
})

test("an admin sees who would get a message, switches it on, and finds what was sent", async ({
  admin,
  guest,
}) => {
  await letExpire(guest.id)
  await open(admin, "/admin/messages")
  await admin.getByRole("link", { name: "Preview: Expiry" }).click()
  const row = admin.getByRole("row").filter({ hasText: guest.name })
  await expect(row).toContainText(`Hi ${guest.first_name}, your BEC membership ends on`)
  const text = (await row.getByRole("cell").last().textContent()) ?? ""
  await admin.getByRole("button", { name: "Switch on" }).click()
  const question = admin.getByRole("alertdialog", { name: "Switch on the expiry message?" })
  await expect(question).toContainText(
    /If it went out now, \d+ clients? would get it\. Once it is switched on, it goes out next on/,
  )
  await expectAccessible(admin, "[role=alertdialog]")
  await question.getByRole("button", { name: "Switch on" }).click()
  await expect(toast(admin, "The expiry message is switched on.")).toBeVisible()
  await expect(admin.getByRole("button", { name: "Switch off" })).toBeVisible()

  await planAndRelease()
  await open(admin, `/clients/${guest.id}`)
  const messages = admin.locator("section").filter({ has: admin.getByRole("heading", { name: "Messages" }) })
  await expect(messages).toContainText("Sent")
  await expect(messages).toContainText(text)
  await expect(messages).toContainText("To (661) 555-0144 · Client")
  await open(admin, "/admin/messages/log?occasion=expiry&state=sent")
  await expect(admin.getByRole("row").filter({ hasText: guest.name })).toContainText(text)
  await open(admin, "/admin/messages/expiry")
  await admin.getByRole("button", { name: "Switch off" }).click()
  await expect(toast(admin, "The expiry message is switched off.")).toBeVisible()
})

test("a preview that is out of date is looked at again", { tag: "@long" }, async ({ admin, guest, api }) => {
  await open(admin, "/admin/messages/expiry")
  await letExpire(guest.id)
  await letExpire((await api.addClient()).id)
  await admin.getByRole("button", { name: "Switch on" }).click()
  await admin.getByRole("alertdialog").getByRole("button", { name: "Switch on" }).click()
  await expect(toast(admin, /By now \d+ clients would get it\. Look at the preview again\./)).toBeVisible()
})

test("messages go to a guardian's number where an admin says so", { tag: "@long" }, async ({
  admin,
  guest,
}) => {
  await open(admin, `/clients/${guest.id}`)
  await admin.getByRole("button", { name: "Add contact" }).click()
  const dialog = admin.getByRole("dialog", { name: "Add contact" })
  await dialog.getByLabel("Number or address").fill("661 555 0171")
  await dialog.getByLabel("Whose").fill("Mother")
  await dialog.getByRole("button", { name: "Add contact" }).click()
  const menu = admin.getByRole("button", { name: "Actions for (661) 555-0171" })
  await menu.click()
  await admin.getByRole("menuitem", { name: "Send messages here" }).click()
  await expect(admin.getByText("Messages go here")).toBeVisible()
  await expect(admin.getByText("let messages go to a phone number (Mother)")).toBeVisible()
  await menu.click()
  await admin.getByRole("menuitem", { name: "Send messages to the client" }).click()
  await expect(admin.getByText("Messages go here")).toHaveCount(0)
})

import { expect, open, pressEscape, test, toast } from "./centre"

test("two people edit a client: the second is told, loses nothing typed, and saves", async ({
  browserOf,
  api,
}) => {
  const client = await api.addClient({ notes: "Old words", language: "English", phone: "+16615550101" })
  const [first, second] = [await browserOf("admin"), await browserOf("admin")]
  for (const page of [first, second]) await open(page, `/clients/${client.id}?edit=1`)

  await first.getByLabel("Notes").fill("The first one's words")
  await first.getByLabel("Language").fill("Spanish")
  await first.getByRole("button", { name: "Save" }).click()
  await expect(toast(first, "Saved.")).toBeVisible()

  await second.getByLabel("Notes").fill("The second one's words")
  await expect(second.getByLabel("Phone")).toHaveValue("(661) 555-0101")
  await second.getByLabel("Phone").fill("661-555-0102")
  await second.getByRole("button", { name: "Save" }).click()
  const notice = second.getByRole("alert").filter({ hasText: "Somebody else saved this client" })
  await expect(notice).toContainText("they saved “The first one's words”, you typed “The second one's words”")
  await expect(second.getByLabel("Notes")).toHaveValue("The second one's words")
  await expect(second.getByLabel("Phone")).toHaveValue("661-555-0102")
  expect(await api.client(client.id)).toMatchObject({ notes: "The first one's words", phone: "+16615550101" })

  await second.getByRole("button", { name: "Save my changes" }).click()
  await expect(toast(second, "Saved.")).toBeVisible()
  expect(await api.client(client.id)).toMatchObject({
    notes: "The second one's words",
    phone: "+16615550102",
    language: "Spanish",
  })
})

test("front desk and admin change the notes: the front desk is told and keeps what was typed", {
  tag: "@long",
}, async ({ staff, api }) => {
  const client = await api.addClient({ notes: "Old words" })
  await open(staff, `/clients/${client.id}`)
  await staff.getByRole("button", { name: "Edit notes" }).click()
  await staff.getByRole("textbox", { name: "Notes" }).fill("What the desk heard")
  await api.call("PATCH", `/clients/${client.id}`, { notes: "What the admin heard" })
  await staff.getByRole("button", { name: "Save" }).click()
  await expect(staff.getByText("you typed “What the desk heard”")).toBeVisible()
  await expect(staff.getByRole("textbox", { name: "Notes" })).toHaveValue("What the desk heard")
  await staff.getByRole("button", { name: "Save my changes" }).click()
  await expect(toast(staff, "Notes saved.")).toBeVisible()
  expect(await api.client(client.id)).toMatchObject({ notes: "What the desk heard" })
})

test("what is typed survives a session that ended, and is saved after signing in in another tab", async ({
  staff,
  api,
}) => {
  const client = await api.addClient({ notes: "Old words" })
  await open(staff, `/clients/${client.id}`)
  await staff.getByRole("button", { name: "Edit notes" }).click()
  await staff.getByRole("textbox", { name: "Notes" }).fill("Typed before the session ended")
  const cookies = await staff.context().cookies()
  await staff.context().clearCookies()
  await staff.getByRole("button", { name: "Save" }).click()
  await pressEscape(staff, staff.getByRole("dialog", { name: "Sign in to go on" }))
  await expect(staff.getByRole("dialog", { name: "Sign in to go on" })).toHaveCount(0)
  await expect(staff.getByText("Your session has ended.", { exact: true })).toBeVisible()
  await expect(staff.getByRole("textbox", { name: "Notes" })).toHaveValue("Typed before the session ended")
  await staff.context().addCookies(cookies)
  await staff.getByRole("button", { name: "Save" }).click()
  await expect(toast(staff, "Notes saved.")).toBeVisible()
  expect(await api.client(client.id)).toMatchObject({ notes: "Typed before the session ended" })
})

test("closing a form with something typed in it asks first", { tag: "@long" }, async ({
  admin,
  guest,
  api,
}) => {
  await open(admin, `/clients/${guest.id}?edit=1`)
  await admin.getByLabel("Language").fill("Portuguese")
  await admin.keyboard.press("Escape")
  await admin.getByRole("alertdialog").getByRole("button", { name: "Keep editing" }).click()
  await expect(admin.getByRole("alertdialog")).toHaveCount(0)
  await expect(admin.getByLabel("Language")).toHaveValue("Portuguese")
  await admin.keyboard.press("Escape")
  await admin.getByRole("alertdialog").getByRole("button", { name: "Discard" }).click()
  await expect(admin.getByRole("dialog")).toHaveCount(0)
  expect(await api.client(guest.id)).toMatchObject({ language: null })
})

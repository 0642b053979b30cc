import type { Page } from "@playwright/test"
import { expectAccessible } from "./accessible"
import { expect, open, test, toast } from "./centre"
import { openTablet } from "./door-tablet"
import { uniqueWord } from "./words"

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name })

async function choose(page: Page, name: string, what: string) {
  await page.getByRole("button", { name: `Actions for ${name}` }).click()
  await page.getByRole("menuitem", { name: what }).click()
}

/** Makes a code in the dialog and returns it. */
async function codeFor(page: Page, name: string) {
  await page.getByRole("button", { name: "Pair a tablet" }).first().click()
  const dialog = page.getByRole("dialog")
  await dialog.getByLabel("Name").fill(name)
  await dialog.getByRole("button", { name: "Make a code" }).click()
  const shown = dialog.getByText(/^\d{4} \d{4}$/)
  await expect(shown).toBeVisible()
  return ((await shown.textContent()) ?? "").replace(" ", "")
}

const type = (code: string) =>
  fetch(`${process.env.E2E_URL}/kiosk/calls/pair`, {
    method: "POST",
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
    body: JSON.stringify({ code }),
  })

test("an admin makes a code, types it on the tablet, and sees that it is paired without doing anything", async ({
  admin,
}) => {
  const name = uniqueWord()
  await open(admin, "/admin/devices")
  const code = await codeFor(admin, name)
  const dialog = admin.getByRole("dialog")
  await expect(dialog).toContainText(`${process.env.E2E_URL}/kiosk`)
  await expect(dialog).toContainText(/Good for 10 minutes, until \d{1,2}:\d\d [AP]M/)
  await expectAccessible(admin, "[role=dialog]")
  expect((await type(code)).status).toBe(200)
  await expect(dialog.getByRole("status")).toContainText(`${name} is paired.`)
  await expectAccessible(admin, "[role=dialog]")
  await dialog.getByRole("button", { name: "Done" }).click()
  await expect(row(admin, name)).toContainText("Kiosk-Main")
  await expect(row(admin, name)).toContainText("Today")
})

test("a code is copied without its space", { tag: "@long" }, async ({ browserOf }) => {
  const page = await browserOf("admin", { permissions: ["clipboard-read", "clipboard-write"] })
  await open(page, "/admin/devices")
  const code = await codeFor(page, uniqueWord())
  await page.getByRole("button", { name: "Copy code" }).click()
  await expect(toast(page, "The code is copied.")).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code)
})

test("a code whose 10 minutes are over says so and makes room for another", { tag: "@long" }, async ({
  admin,
}) => {
  await admin.clock.install()
  await open(admin, "/admin/devices")
  await codeFor(admin, uniqueWord())
  await admin.clock.fastForward("10:01")
  const dialog = admin.getByRole("dialog")
  await expect(dialog.getByRole("status")).toContainText("This code does not work any more.")
  await expect(dialog.getByText(/^\d{4} \d{4}$/)).toHaveCount(0)
  await dialog.getByRole("button", { name: "Make another code" }).click()
  await expect(dialog.getByLabel("Name")).toBeVisible()
})

test("a code without a name is refused at the field, and what was typed stays", { tag: "@long" }, async ({
  admin,
}) => {
  await open(admin, "/admin/devices")
  await admin.getByRole("button", { name: "Pair a tablet" }).first().click()
  const dialog = admin.getByRole("dialog")
  await dialog.getByLabel("Station").fill("Kiosk-7")
  await dialog.getByRole("button", { name: "Make a code" }).click()
  await expect(dialog.getByText("Name: Enter a name.")).toBeVisible()
  await expect(dialog.getByLabel("Station")).toHaveValue("Kiosk-7")
})

test("the list tells of each tablet's battery, clock, entries and silence", { tag: "@long" }, async ({
  admin,
  sql,
}) => {
  const { name, contact } = await openTablet()
  const clock = Date.now() - (3 * 60 + 5) * 60_000
  await contact({ clock, waiting: 12, battery: { percent: 72, charging: true } })
  await open(admin, "/admin/devices")
  for (const words of ["72 %, charging", "12", "3 h 5 min slow", "Today"])
    await expect(row(admin, name)).toContainText(words)
  await expect(row(admin, name)).not.toContainText("Not heard of")
  await sql`update kiosk_devices set last_contact_at = now() - interval '3 minutes' where name = ${name}`
  await admin.reload()
  await expect(row(admin, name)).toContainText(/Not heard of since (Today|Yesterday) \d/)
})

test("an admin corrects a tablet's name and station, which the tablet then knows", async ({ admin }) => {
  const { name, contact } = await openTablet()
  const better = uniqueWord()
  await open(admin, "/admin/devices")
  await choose(admin, name, "Edit name and station")
  await admin.getByRole("dialog").getByLabel("Name").fill(better)
  await admin.getByRole("dialog").getByLabel("Station").fill("Kiosk-8")
  await admin.getByRole("button", { name: "Save" }).click()
  await expect(row(admin, better)).toContainText("Kiosk-8")
  expect((await contact()).device).toEqual({ name: better, station: "Kiosk-8" })
})

test("cutting a tablet off tells first what is lost, and then it is out at once", async ({ admin }) => {
  const { name, contact } = await openTablet()
  await contact({ waiting: 12 })
  await open(admin, "/admin/devices")
  await choose(admin, name, "Cut off")
  const question = admin.getByRole("alertdialog", { name: `Cut ${name} off?` })
  await expect(question).toContainText("12 check-ins wait on this tablet; they are lost.")
  await expectAccessible(admin, "[role=alertdialog]")
  await question.getByRole("button", { name: "Cancel" }).click()
  await contact({ waiting: 1 })
  await admin.reload()
  await choose(admin, name, "Cut off")
  await expect(question).toContainText("1 check-in waits on this tablet; it is lost.")
  await question.getByRole("button", { name: "Cut off" }).click()
  await expect(toast(admin, `${name} is cut off.`)).toBeVisible()
  const revoked = admin.getByRole("table", { name: "Tablets that were cut off" })
  await expect(revoked.getByRole("row").filter({ hasText: name })).toBeVisible()
  await expect(contact()).rejects.toThrow()
})

test.describe("staff", () => {
  test.use({ provoked: [/status of 403/] })

  test("do not see the tablets", { tag: "@long" }, async ({ staff }) => {
    await open(staff, "/admin/devices")
    await expect(staff.getByRole("heading", { level: 1 })).toContainText("This page is for admins")
    expect((await staff.request.get("/live/devices")).status()).toBe(403)
  })
})

import type { Page } from "@playwright/test"
import { addDays, dateIn, lastDayOf } from "../../lib/core/clock"
import { formatDate } from "../../lib/core/format"
import { expectAccessible } from "./accessible"
import { expect, open, test, toast } from "./centre"
import { dayZone } from "./day-zone"
import { uniqueWord } from "./words"

const today = dateIn(new Date(), dayZone)
const day = (offset: number) => addDays(today, offset)
const us = (offset: number) => formatDate(day(offset))

const dialog = (page: Page) => page.getByRole("dialog")
const press = (page: Page, name: string) => dialog(page).getByRole("button", { name, exact: true }).click()
const card = (page: Page) =>
  page.locator("[data-slot=card]").filter({ has: page.getByRole("heading", { name: "Memberships" }) })
const history = (page: Page) =>
  page.locator("[data-slot=card]").filter({ has: page.getByRole("heading", { name: "History" }) })

test("an admin adds a membership; days that overlap another are asked about once", async ({ admin, api }) => {
  const client = await api.addCovered(-10, 12)
  await open(admin, `/clients/${client.id}`)
  await admin.getByRole("button", { name: "Add membership" }).click()
  await dialog(admin).getByLabel("Plan").selectOption("Student")
  await dialog(admin).getByLabel("First day").fill(day(5))
  await expect(dialog(admin).getByLabel("Last day")).toHaveValue(lastDayOf(day(5), 6, "months"))
  await press(admin, "Add membership")
  const question = dialog(admin).getByRole("alert")
  await expect(question).toContainText(`These days overlap Unlimited (${us(-10)} to ${us(12)}).`)
  await expectAccessible(admin, "[role=dialog]")
  await expect(dialog(admin).getByLabel("First day")).toHaveValue(day(5))

  await dialog(admin).getByLabel("First day").fill(day(6))
  await expect(question).toHaveCount(0)
  await dialog(admin).getByLabel("Last day").fill(day(40))
  await press(admin, "Add membership")
  await expect(question).toBeVisible()
  await press(admin, "Add anyway")
  await expect(toast(admin, `Membership added: Student, ${us(6)} to ${us(40)}.`)).toBeVisible()
  await expect(dialog(admin)).toHaveCount(0)
  await expect(card(admin).getByText(`Starts on ${us(6)}`)).toBeVisible()
})

test("an admin renews: the day after the end and the same plan are proposed", async ({ admin, api }) => {
  const client = await api.addCovered(-10, 12)
  await open(admin, `/clients/${client.id}`)
  await admin.getByRole("button", { name: "Renew Unlimited" }).click()
  const endsOn = lastDayOf(day(13), 12, "months")
  await expect(dialog(admin).getByLabel("Plan")).toHaveValue("unlimited")
  await expect(dialog(admin).getByLabel("First day")).toHaveValue(day(13))
  await expect(dialog(admin).getByLabel("Last day")).toHaveValue(endsOn)
  await press(admin, "Renew")
  await expect(toast(admin, `Renewed: Unlimited, ${us(13)} to ${formatDate(endsOn)}.`)).toBeVisible()
  await expect(card(admin).getByText("12 days left · Renewed")).toBeVisible()
  await expect(admin.getByRole("button", { name: `Renew Unlimited, ${us(-10)}` })).toHaveCount(0)
  await expect(history(admin)).toContainText(`renewed Unlimited, from ${us(13)} to ${formatDate(endsOn)}`)
})

test("a renewal over days that another membership covers is asked about", { tag: "@long" }, async ({
  admin,
  api,
}) => {
  const client = await api.addCovered(-10, 12)
  const other = { plan_code: "student", starts_on: day(20), ends_on: day(30) }
  await api.call("POST", `/clients/${client.id}/memberships`, other)
  await open(admin, `/clients/${client.id}`)
  await admin.getByRole("button", { name: "Renew Unlimited" }).click()
  await press(admin, "Renew")
  await expect(dialog(admin).getByRole("alert")).toContainText("These days overlap Student")
  await press(admin, "Renew anyway")
  await expect(toast(admin, "Renewed: Unlimited")).toBeVisible()
})

test("two admins renew the same membership: the second is told who was first, and there is one renewal", {
  tag: "@long",
}, async ({ browserOf, api }) => {
  const client = await api.addCovered(-10, 12)
  const [first, second] = [await browserOf("admin"), await browserOf("admin")]
  for (const page of [first, second]) {
    await open(page, `/clients/${client.id}`)
    await page.getByRole("button", { name: "Renew Unlimited" }).click()
  }
  await press(first, "Renew")
  await expect(toast(first, "Renewed: Unlimited")).toBeVisible()
  await dialog(second).getByLabel("First day").fill(day(20))
  await press(second, "Renew")
  await expect(toast(second, /Already renewed by .+ at \d+:\d\d [AP]M: Unlimited, /)).toContainText(us(13))
  await expect(second.locator("main")).toBeFocused()
  await expect(card(second).getByText("Renewed")).toBeVisible()
  const { body } = await api.call("GET", `/clients/${client.id}/memberships`)
  expect(body.data).toHaveLength(2)
})

test("an admin extends a membership and must say why", { tag: "@long" }, async ({ admin, api }) => {
  const client = await api.addCovered(-10, 12)
  await open(admin, `/clients/${client.id}`)
  await admin.getByRole("button", { name: "Extend Unlimited" }).click()
  await dialog(admin).getByLabel("New last day").fill(day(26))
  await press(admin, "Extend")
  await expect(dialog(admin).getByText("Reason: Say why.")).toBeVisible()
  await expectAccessible(admin, "[role=dialog]")
  await dialog(admin).getByLabel("Reason").fill("Was ill")
  await press(admin, "Extend")
  await expect(toast(admin, `Unlimited now ends on ${us(26)} instead of ${us(12)}.`)).toBeVisible()
  await expect(card(admin).getByText("26 days left")).toBeVisible()
  await expect(history(admin)).toContainText(`extended Unlimited to ${us(26)} (before: ${us(12)}): Was ill`)
})

test("a membership that somebody else changed is not overwritten unseen, and nothing typed is lost", {
  tag: "@long",
}, async ({ admin, api }) => {
  const client = await api.addCovered(-10, 12)
  const { body } = await api.call("GET", `/clients/${client.id}/memberships`)
  await open(admin, `/clients/${client.id}`)
  await admin.getByRole("button", { name: "Extend Unlimited" }).click()
  await dialog(admin).getByLabel("New last day").fill(day(26))
  await dialog(admin).getByLabel("Reason").fill("Was ill")
  await api.call("PATCH", `/memberships/${body.data[0].id}`, { ends_on: day(20) })
  await press(admin, "Extend")
  await expect(dialog(admin).getByRole("alert")).toContainText(
    `It is now Unlimited, ${us(-10)} to ${us(20)} (20 days left).`,
  )
  await expect(dialog(admin).getByLabel("Reason")).toHaveValue("Was ill")
  await expectAccessible(admin, "[role=dialog]")
  await press(admin, "Extend")
  await expect(toast(admin, `Unlimited now ends on ${us(26)} instead of ${us(20)}.`)).toBeVisible()
})

test("an admin cancels a membership from a day, and takes it back by Undo and later", async ({
  admin,
  api,
}) => {
  const client = await api.addCovered(-10, 12)
  const status = async () => (await api.client(client.id)).membership_status
  await open(admin, `/clients/${client.id}`)
  const cancel = async () => {
    await admin.getByRole("button", { name: "Cancel Unlimited" }).click()
    await dialog(admin).getByLabel("Reason").fill("Moved away")
    await press(admin, "Cancel membership")
    await expect(toast(admin, `Unlimited is cancelled from ${us(0)}.`).last()).toBeVisible()
  }
  await cancel()
  await expect(card(admin).getByText(`Cancelled from ${us(0)}: Moved away`)).toBeVisible()
  expect(await status()).toBe("expired")
  await admin.getByRole("button", { name: "Undo" }).click()
  await expect(toast(admin, `Unlimited counts again, until ${us(12)}.`)).toBeVisible()
  await expect(card(admin).getByText("12 days left")).toBeVisible()
  expect(await status()).toBe("expiring")

  await cancel()
  await open(admin, `/clients/${client.id}`)
  await admin.getByRole("button", { name: "Reinstate Unlimited" }).click()
  await expect(toast(admin, `Unlimited counts again, until ${us(12)}.`)).toBeVisible()
  await expect(admin.locator("main")).toBeFocused()
  await expect(history(admin)).toContainText(`took back the cancellation of Unlimited from ${us(0)}`)
  await expect(history(admin)).toContainText(`cancelled Unlimited from ${us(0)}: Moved away`)
})

test("the POS is extended in two clicks, with history", { tag: "@long" }, async ({ admin, api }) => {
  const client = await api.addClient({ pos_start_date: "2026-01-01", pos_end_date: "2026-12-31" })
  await open(admin, `/clients/${client.id}`)
  await admin.getByRole("button", { name: "Extend POS" }).click()
  await expect(dialog(admin).getByLabel("New POS end")).toHaveValue("2027-12-31")
  await expectAccessible(admin, "[role=dialog]")
  await press(admin, "Save")
  await expect(toast(admin, "The POS ends on 12/31/2027.")).toBeVisible()
  await expect(admin.getByText("1/1/2026 to 12/31/2027")).toBeVisible()
  expect(await api.client(client.id)).toMatchObject({ pos_end_date: "2027-12-31" })
  await expect(history(admin)).toContainText("changed POS end from 12/31/2026 to 12/31/2027")
})

test("a client without POS dates gets both, and nothing is proposed", { tag: "@long" }, async ({
  admin,
  api,
  guest,
}) => {
  await open(admin, `/clients/${guest.id}`)
  await admin.getByRole("button", { name: "Set POS dates" }).click()
  await expect(dialog(admin).getByLabel("POS end")).toHaveValue("")
  await dialog(admin).getByLabel("POS start").fill("2026-01-01")
  await dialog(admin).getByLabel("POS end").fill("2026-12-31")
  await press(admin, "Save")
  await expect(toast(admin, "The POS ends on 12/31/2026.")).toBeVisible()
  expect(await api.client(guest.id)).toMatchObject({ pos_start_date: "2026-01-01" })
})

test("the front desk sees memberships in words and has no button to change them", async ({ staff, api }) => {
  const client = await api.addCovered(-10, 12)
  await open(staff, `/clients/${client.id}`)
  await expect(card(staff).getByText("12 days left")).toBeVisible()
  await expect(card(staff).getByRole("button")).toHaveCount(0)
  await expect(staff.getByRole("button", { name: /POS/ })).toHaveCount(0)
})

test("a membership of a retired plan says so when it is renewed, and another plan is chosen", {
  tag: "@long",
}, async ({ admin, api, guest }) => {
  const name = uniqueWord()
  const plan = { code: name.toLowerCase(), name, length_value: 7, length_unit: "days" }
  const { body } = await api.call("POST", "/plans", plan)
  await api.call("POST", `/clients/${guest.id}/memberships`, { plan_code: plan.code, starts_on: day(-3) })
  await api.call("PATCH", `/plans/${body.id}`, { retired: true })
  await open(admin, `/clients/${guest.id}`)
  await admin.getByRole("button", { name: `Renew ${name}` }).click()
  await expect(dialog(admin).getByText(`${name} is retired.`)).toBeVisible()
  await press(admin, "Renew")
  await expect(dialog(admin).getByText("Plan: Choose a plan.")).toBeVisible()
  await dialog(admin).getByLabel("Plan").selectOption("10 Hours")
  await expect(dialog(admin).getByLabel("Last day")).toHaveValue(lastDayOf(day(4), 1, "months"))
  await press(admin, "Renew")
  await expect(toast(admin, `Renewed: 10 Hours, ${us(4)} to `)).toBeVisible()
})

test("a long past of memberships is folded, and opens", { tag: "@long" }, async ({ admin, api }) => {
  const client = await api.addCovered(-10, 12)
  for (const start of [-50, -90, -130, -170])
    await api.call("POST", `/clients/${client.id}/memberships`, {
      plan_code: "10_hours",
      starts_on: day(start),
      ends_on: day(start + 29),
    })
  await open(admin, `/clients/${client.id}`)
  const oldest = card(admin).getByText(`${us(-170)} to ${us(-141)}`, { exact: true })
  await expect(oldest).toBeHidden()
  await card(admin).getByText("Earlier memberships (2)").click()
  await expect(oldest).toBeVisible()
  await expectAccessible(admin)
})

test("an admin adds a plan, edits it, retires it, and brings it back", async ({ admin, guest }) => {
  const name = uniqueWord()
  await open(admin, "/admin/plans")
  await admin.getByRole("button", { name: "Add plan" }).click()
  await dialog(admin).getByLabel("Name").fill(`${name} & Friends`)
  await expect(dialog(admin).getByLabel("Code")).toHaveValue(`${name.toLowerCase()}_friends`)
  await dialog(admin).getByLabel("Usual length").fill("0")
  await press(admin, "Add plan")
  await expect(dialog(admin).getByText("Usual length: Enter 1 to 120 months.")).toBeVisible()
  await dialog(admin).getByLabel("Usual length").fill("2")
  await press(admin, "Add plan")
  await expect(toast(admin, `${name} & Friends can be given now.`)).toBeVisible()

  const row = admin.getByRole("row").filter({ hasText: name })
  await expect(row).toContainText("2 months")
  await row.getByRole("button", { name: /^Edit/ }).click()
  await dialog(admin).getByLabel("Name").fill(name)
  await press(admin, "Save")
  await expect(toast(admin, `${name} is saved.`)).toBeVisible()

  await row.getByRole("button", { name: /^Retire/ }).click()
  await expect(row).toContainText("Retired")
  await expectAccessible(admin)
  await admin.getByRole("button", { name: "Undo" }).click()
  await expect(toast(admin, `${name} can be given again.`)).toBeVisible()
  await row.getByRole("button", { name: /^Retire/ }).click()
  await expect(row).toContainText("Retired")

  await open(admin, `/clients/${guest.id}`)
  await admin.getByRole("button", { name: "Add membership" }).click()
  await expect(dialog(admin).getByLabel("Plan")).toContainText("Unlimited")
  await expect(dialog(admin).getByLabel("Plan")).not.toContainText(name)
})

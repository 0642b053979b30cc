import { readFile } from "node:fs/promises"
import type { Page } from "@playwright/test"
import { addDays, dateIn } from "../../lib/core/clock"
import { formatDate } from "../../lib/core/format"
import type { apiOf, Client } from "./api"
import { expect, open, test, toast } from "./centre"
import { dayZone } from "./day-zone"
import { uniqueWord } from "./words"

const today = () => dateIn(new Date(), dayZone)
const inDays = (days: number) => formatDate(addDays(today(), days))
const names = (page: Page) => page.locator("tbody tr td:first-child a")

/** Clients of a coordinator whom nobody else has, whose memberships end so many days from today. */
async function clientsOf(coordinator: string, api: ReturnType<typeof apiOf>, ...ends: number[]) {
  const made: Client[] = []
  for (const end of ends) {
    const client = await api.addCovered(-100, end)
    await api.call("PATCH", `/clients/${client.id}`, { service_coordinator: coordinator })
    made.push(client)
  }
  return made as [Client, ...Client[]]
}

const newCoordinator = () => `${uniqueWord()} ${uniqueWord()}`
const listOf = (coordinator: string, more = "") =>
  `/memberships?${new URLSearchParams({ coordinator })}${more}`
const worklistOf = (coordinator: string) => `/memberships/renewals?${new URLSearchParams({ coordinator })}`

test("the list is sorted by its headings, and Back goes back", { tag: "@long" }, async ({ staff, api }) => {
  const coordinator = newCoordinator()
  const [late, soon] = (await clientsOf(coordinator, api, 20, 3)) as [Client, Client]
  await open(staff, listOf(coordinator))
  const day = staff.getByRole("columnheader", { name: "Ends on" })
  await expect(day).toHaveAttribute("aria-sort", "ascending")
  await expect(names(staff)).toHaveText([soon.name, late.name])
  const cells = staff.getByRole("row", { name: soon.name }).getByRole("cell")
  await expect(cells).toContainText([soon.name, "Unlimited", "3 days left", inDays(3), coordinator, "—"])

  await day.getByRole("link").click()
  await expect(day).toHaveAttribute("aria-sort", "descending")
  await expect(names(staff)).toHaveText([late.name, soon.name])

  await staff.getByRole("link", { name: "Name", exact: true }).click()
  await expect(staff.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending")
  await staff.goBack()
  await expect(day).toHaveAttribute("aria-sort", "descending")
  await expect(names(staff)).toHaveText([late.name, soon.name])
})

test("the list is filtered by coordinator, plan and status, and the address holds it all", async ({
  staff,
  api,
}) => {
  const coordinator = newCoordinator()
  const [ending, ended] = (await clientsOf(coordinator, api, 3, -3)) as [Client, Client]
  await open(staff, "/memberships")
  await staff.getByLabel("Service coordinator").selectOption({ label: coordinator })
  await staff.getByRole("button", { name: "Show" }).click()
  await expect(names(staff)).toHaveText([ending.name])
  await staff.getByRole("link", { name: /^Expired/ }).click()
  await expect(names(staff)).toHaveText([ended.name])
  await expect(staff.getByRole("row", { name: ended.name })).toContainText("Expired 3 days ago")
  await staff.getByLabel("Plan").selectOption("Day Pass")
  await staff.getByRole("button", { name: "Show" }).click()
  await expect(staff.getByRole("heading", { name: "No client matches" })).toBeVisible()
  await staff.goBack()
  await expect(names(staff)).toHaveText([ended.name])
  await staff.reload()
  await expect(names(staff)).toHaveText([ended.name])
  await staff.getByRole("link", { name: ended.name }).click()
  await expect(staff.getByRole("heading", { level: 1 })).toContainText(ended.first_name)
})

test("the counts are those of the list of clients", { tag: "@long" }, async ({ staff }) => {
  const numbers = async (path: string) => {
    await open(staff, path)
    const links = staff.getByRole("navigation", { name: "Status" }).getByRole("link")
    const texts = await links.allInnerTexts()
    return texts
      .map((text) => text.replace(/\s+/g, " "))
      .filter((text) => /^(Expiring|Expired|Pending)/.test(text))
  }
  await expect(async () => {
    const listed = await numbers("/memberships")
    expect(listed).toHaveLength(3)
    expect((await numbers("/clients")).sort()).toEqual(listed.sort())
  }).toPass()
})

test("the whole filtered list is printed, not one page of it", { tag: "@long" }, async ({ staff, api }) => {
  const coordinator = newCoordinator()
  await clientsOf(coordinator, api, 1, 2, 3)
  await staff.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "")
  })
  await open(staff, listOf(coordinator))
  await staff.getByRole("link", { name: "Print" }).click()
  await expect(staff.getByRole("heading", { level: 1 })).toHaveText("Memberships: expiring")
  await expect(staff.locator("html[data-printed]")).toHaveCount(1)
  await expect(staff.getByText(`Service coordinator: ${coordinator}`)).toBeVisible()
  await expect(staff.locator("tbody tr")).toHaveCount(3)
  await staff.emulateMedia({ media: "print" })
  await expect(staff.getByRole("link", { name: "Back to the list" })).toBeHidden()
  await expect(staff.getByRole("button", { name: "Print" })).toBeHidden()
  const unbroken = await staff.locator("table").evaluate((table) => {
    const around: Element[] = []
    for (let one: Element | null = table; one; one = one.parentElement) around.push(one)
    return around
      .filter((one) => getComputedStyle(one).breakInside !== "auto")
      .map((one) => one.outerHTML.slice(0, 80))
  })
  expect(unbroken, "a long list would leave the rest of its first page empty").toEqual([])
  await staff.emulateMedia({ media: "screen" })
  await staff.getByRole("link", { name: "Back to the list" }).click()
  await expect(staff.getByLabel("Service coordinator")).toHaveValue(coordinator.toLowerCase())
})

test("an admin exports the filtered list as CSV, staff do not", async ({ admin, staff, api }) => {
  const coordinator = newCoordinator()
  const [ended, early] = (await clientsOf(coordinator, api, -3, -30)) as [Client, Client]
  await api.call("PATCH", `/clients/${ended.id}`, { phone: "+16615550123", uci_number: "" })
  await open(admin, listOf(coordinator, "&status=expired"))
  const [file] = await Promise.all([
    admin.waitForEvent("download"),
    admin.getByRole("link", { name: "Export CSV" }).click(),
  ])
  expect(file.suggestedFilename()).toBe("memberships-expired.csv")
  const row = ({ first_name, last_name }: Client, days: number, phone: string) =>
    `${first_name},${last_name},Unlimited,expired,,${addDays(today(), days)},${coordinator},${phone},`
  expect((await readFile(await file.path(), "utf8")).split("\r\n")).toEqual([
    "\uFEFFfirst_name,last_name,plan,status,starts_on,ends_on,service_coordinator,phone,uci_number",
    row(ended, -3, "(661) 555-0123"),
    row(early, -30, ""),
    "",
  ])
  await open(staff, listOf(coordinator))
  await expect(staff.getByRole("link", { name: "Export CSV" })).toHaveCount(0)
  expect((await staff.request.get("/memberships/export?status=expired")).status()).toBe(403)
})

test("a coordinator's list is copied as text", { tag: "@long" }, async ({ browserOf, api }) => {
  const staff = await browserOf("staff", { permissions: ["clipboard-read", "clipboard-write"] })
  const coordinator = newCoordinator()
  const [ending, ended] = (await clientsOf(coordinator, api, 12, -3)) as [Client, Client]
  const uci = `7${Math.random().toString().slice(2, 8)}`
  await api.call("PATCH", `/clients/${ending.id}`, { uci_number: uci })
  await open(staff, worklistOf(coordinator))
  await expect(staff.getByText("2 clients, 2 not contacted")).toBeVisible()
  await staff.getByRole("button", { name: `Copy all as text for ${coordinator}` }).click()
  await expect(toast(staff, "2 clients copied.")).toBeVisible()
  expect(await staff.evaluate(() => navigator.clipboard.readText())).toBe(
    [
      "Bakersfield eSports Center",
      `Renewals for ${coordinator}, as of ${inDays(0)}`,
      "",
      `${ended.name} - Unlimited - ended ${inDays(-3)}`,
      `${ending.name} - UCI ${uci} - Unlimited - ends ${inDays(12)}`,
      "",
    ].join("\n"),
  )
  await expect(staff.getByRole("button", { name: /^Mark/ })).toHaveCount(0)
})

test("where the browser has no clipboard, as without TLS, it says what to do instead", {
  tag: "@long",
}, async ({ staff, api }) => {
  const coordinator = newCoordinator()
  await clientsOf(coordinator, api, 12)
  await staff.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }))
  await open(staff, worklistOf(coordinator))
  await staff.getByRole("button", { name: `Copy all as text for ${coordinator}` }).click()
  await expect(toast(staff, "The browser did not allow copying. Print the list instead.")).toBeVisible()
})

test("an admin marks a client as contacted, and takes it back", async ({ admin, api }) => {
  const coordinator = newCoordinator()
  const [client] = await clientsOf(coordinator, api, 12)
  await open(admin, `${worklistOf(coordinator)}&show=open`)
  await admin.getByRole("button", { name: `Mark ${client.name}` }).click()
  await expect(admin.getByLabel("Contacted on")).toHaveValue(today())
  await admin.getByLabel("The renewal is promised").check()
  await admin.getByLabel("Note").fill("Will send the POS")
  await admin.getByRole("button", { name: "Save" }).click()
  await expect(toast(admin, `Saved for ${client.name}.`)).toBeVisible()
  await expect(admin.getByRole("heading", { name: "Everybody was contacted" })).toBeVisible()
  await admin.getByRole("navigation", { name: "Show" }).getByRole("link", { name: /^All/ }).click()
  const row = admin.getByRole("row", { name: client.name })
  await expect(row).toContainText(`Contacted ${inDays(0)} · Renewal promised`)
  await expect(row).toContainText("Will send the POS")
  await toast(admin, `Saved for ${client.name}.`).getByRole("button", { name: "Undo" }).click()
  await expect(toast(admin, `${client.name} is as before.`)).toBeVisible()
  await expect(row).toContainText("Not contacted yet")
  await expect(row).not.toContainText("Will send the POS")
})

test("two admins mark the same client: the second is told, loses nothing typed, and saves", {
  tag: "@long",
}, async ({ browserOf, api }) => {
  const coordinator = newCoordinator()
  const [client] = await clientsOf(coordinator, api, -5)
  const [first, second] = [await browserOf("admin"), await browserOf("admin")]
  for (const page of [first, second]) {
    await open(page, `${worklistOf(coordinator)}&show=open`)
    await page.getByRole("button", { name: `Mark ${client.name}` }).click()
  }
  await first.getByLabel("Note").fill("The first one's words")
  await first.getByRole("button", { name: "Save" }).click()
  await expect(toast(first, "Saved for")).toBeVisible()

  await second.getByLabel("Contacted on").fill(addDays(today(), -1))
  await second.getByLabel("Note").fill("The second one's words")
  await second.getByRole("button", { name: "Save" }).click()
  const notice = second.getByRole("alert").filter({ hasText: "Somebody else wrote this down" })
  await expect(notice).toContainText(`Alex Rivera saved: Contacted ${inDays(0)}, “The first one's words”`)
  await expect(second.getByLabel("Note")).toHaveValue("The second one's words")
  await expect(second.getByLabel("Contacted on")).toHaveValue(addDays(today(), -1))
  await second.getByRole("button", { name: "Save mine" }).click()
  await expect(toast(second, "Saved for")).toBeVisible()
  await open(first, worklistOf(coordinator))
  const row = first.getByRole("row", { name: client.name })
  await expect(row).toContainText(`Contacted ${inDays(-1)}`)
  await expect(row).toContainText("The second one's words")
})

test("a client who was renewed meanwhile is not marked, and the admin is told why", { tag: "@long" }, async ({
  admin,
  api,
}) => {
  const coordinator = newCoordinator()
  const [client] = await clientsOf(coordinator, api, 12)
  await open(admin, worklistOf(coordinator))
  await admin.getByRole("button", { name: `Mark ${client.name}` }).click()
  const term = { plan_code: "unlimited", starts_on: addDays(today(), 13), ends_on: addDays(today(), 300) }
  await api.call("POST", `/clients/${client.id}/memberships`, term)
  await admin.getByRole("button", { name: "Save" }).click()
  await expect(admin.getByText(`${client.first_name}'s coverage ends on ${inDays(300)} now.`)).toBeVisible()
  await admin.getByRole("button", { name: "Cancel" }).click()
  await admin.reload()
  await expect(admin.getByRole("heading", { name: "Nothing to renew" })).toBeVisible()
})

test("each coordinator gets a sheet of their own", { tag: "@long" }, async ({ staff, api }) => {
  const coordinator = newCoordinator()
  const [client] = await clientsOf(coordinator, api, 12)
  await open(staff, "/memberships/renewals/print")
  const sheets = staff.locator("main section:has(> div > h2)")
  const sheet = sheets.filter({ hasText: coordinator })
  await expect(sheet).toContainText(client.name)
  await expect(sheet).toContainText("1 client · Bakersfield eSports Center")
  await staff.emulateMedia({ media: "print" })
  const breaks = await sheets.evaluateAll((all) => all.map((one) => getComputedStyle(one).breakAfter))
  expect(breaks.length).toBeGreaterThan(1)
  expect(breaks.slice(0, -1).every((value) => value === "page")).toBe(true)
  await expect(staff.getByRole("heading", { level: 1 })).toBeHidden()
})

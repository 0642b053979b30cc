import { readFileSync } from "node:fs"
import type { Page } from "@playwright/test"
import { dateIn } from "../../lib/core/clock"
import { presets } from "../../lib/reports/schema"
import { expect, open, test } from "./centre"
import { dayZone } from "./day-zone"

const today = dateIn(new Date(), dayZone)
const preset = (wanted: string) => {
  const found = presets(today).find(({ name }) => name === wanted)
  if (!found) throw new Error(`there is no period ${wanted}`)
  return found
}
const inAmerican = (number: number) => number.toLocaleString("en-US")

async function fileOf(page: Page) {
  const saved = page.waitForEvent("download")
  await page.getByRole("link", { name: "Export CSV" }).click()
  const download = await saved
  const text = readFileSync(await download.path(), "utf8")
  expect(text.startsWith("\uFEFF")).toBe(true)
  const lines = text.slice(1).trimEnd().split("\r\n")
  return { name: download.suggestedFilename(), lines }
}

test("attendance of a period is chosen by its name or by its days, and the address holds it", async ({
  staff,
  api,
}) => {
  await open(staff, "/")
  await staff
    .getByRole("navigation", { name: "Main", exact: true })
    .getByRole("link", { name: "Reports" })
    .click()
  await staff.getByRole("link", { name: "Last month" }).click()
  const { from, to } = preset("Last month")
  await expect(staff).toHaveURL(`/reports?report=attendance&from=${from}&to=${to}`)
  await expect(staff.getByLabel("First day")).toHaveValue(from)
  const { body } = await api.call("GET", `/reports/attendance?from=${from}&to=${to}`)
  expect(body.total.visits).toBeGreaterThan(100)
  const sum = staff.getByRole("table", { name: "Attendance by month" }).getByRole("row").last()
  await expect(sum).toContainText(`All${inAmerican(body.total.visits)}${inAmerican(body.total.clients)}`)
  await expect(staff.getByRole("img", { name: /^Visits by month/ })).toBeVisible()

  const year = from.slice(0, 4)
  await staff.getByLabel("First day").fill(`${year}-06-10`)
  await staff.getByLabel("Last day").fill(`${year}-08-02`)
  await staff.getByRole("button", { name: "Show", exact: true }).click()
  await expect(staff).toHaveURL(`/reports?report=attendance&from=${year}-06-10&to=${year}-08-02`)
  const rows = staff.getByRole("table", { name: "Attendance by month" }).locator("tbody tr td:first-child")
  await expect(rows).toHaveText([`Jun 10–30, ${year}`, `Jul ${year}`, `Aug 1–2, ${year}`, "All"])
  await staff.goBack()
  await expect(staff.getByLabel("First day")).toHaveValue(from)
})

test("days that are no period are refused beside the field", { tag: "@long" }, async ({ staff }) => {
  await open(staff, "/reports")
  await staff.getByLabel("First day").fill("2026-03-02")
  await staff.getByLabel("Last day").fill("2026-03-01")
  await staff.getByRole("button", { name: "Show", exact: true }).click()
  await expect(staff.getByText("The last day must not lie before the first.")).toBeVisible()
  await expect(staff.getByLabel("Last day")).toHaveAttribute("aria-invalid", "true")
  await expect(staff.getByRole("link", { name: "Export CSV" })).toHaveCount(0)
  await staff.getByLabel("First day").fill("2001-03-02")
  await staff.getByRole("button", { name: "Show", exact: true }).click()
  await expect(staff.getByText("Choose at most 5 years.")).toBeVisible()
})

test("the file of the attendance says what the page says", async ({ staff, api }) => {
  const { from, to } = preset("Last 3 months")
  await open(staff, "/reports")
  const { name, lines } = await fileOf(staff)
  const { body } = await api.call("GET", `/reports/attendance?from=${from}&to=${to}`)
  expect(name).toBe("attendance.csv")
  expect(lines[0]).toBe("Counted by,Period,Visits,Different clients,Average stay (minutes)")
  expect(lines).toHaveLength(1 + 3 + 1 + 7 + 24)
  const { visits, clients, average_stay_minutes } = body.total
  expect(lines[4]).toBe(`Whole period,,${visits},${clients},${average_stay_minutes}`)
  expect(lines[5]).toBe(`Weekday,Monday,${body.weekdays[0].visits},,`)
  expect(lines.at(-1)).toBe(`Hour,11 PM,${body.hours[23].visits},,`)
})

test("memberships over time as table and file", { tag: "@long" }, async ({ staff, api }) => {
  await open(staff, "/reports")
  await staff.getByRole("link", { name: "Memberships", exact: true }).last().click()
  await expect(staff.getByRole("heading", { name: "Clients covered at each month's end" })).toBeVisible()
  await staff.getByRole("link", { name: "Last year" }).click()
  const { from, to } = preset("Last year")
  await expect(staff.getByLabel("First day")).toHaveValue(from)
  const { body } = await api.call("GET", `/reports/memberships?from=${from}&to=${to}`)
  const first = staff.getByRole("table", { name: "Memberships over time" }).getByRole("row").nth(1)
  const { clients_covered, begun, renewed, ended } = body.months[0]
  await expect(first).toHaveText(`Jan ${from.slice(0, 4)}${clients_covered}${begun}${renewed}${ended}`)
  const { lines } = await fileOf(staff)
  expect(lines).toHaveLength(13)
  expect(lines[1]).toBe(`Jan ${from.slice(0, 4)},${clients_covered},${begun},${renewed},${ended}`)
})

test("clients by coordinator, of all clients or of those covered today", { tag: "@long" }, async ({
  staff,
}) => {
  await open(staff, "/reports?report=clients")
  await staff.getByRole("link", { name: "Service coordinator" }).click()
  await expect(staff).toHaveURL(/by=coordinator&covered=today/)
  const table = staff.getByRole("table", { name: "Clients by service coordinator" })
  await expect(table.getByRole("row", { name: /Renee Castellanos/ })).toBeVisible()
  await staff.getByRole("link", { name: "All clients" }).click()
  await expect(staff).toHaveURL(/covered=all/)
  await expect(table.getByRole("row").last()).toContainText("No service coordinator")
  const { name, lines } = await fileOf(staff)
  expect([name, lines[0]]).toEqual(["clients.csv", "Group,Clients"])
  expect(lines.join("\n")).toMatch(/Renee Castellanos,\d+/)
})

test("printed, a report is the report alone, on Letter", { tag: "@long" }, async ({ staff }) => {
  await open(staff, "/reports")
  await staff.emulateMedia({ media: "print" })
  await staff.setViewportSize({ width: 700, height: 900 })
  await expect(staff.getByRole("heading", { level: 1 })).toHaveText("Reports: Attendance")
  await expect(staff.getByText(/^\d+\/1\/\d{4} to \d+\/\d+\/\d{4}\. Printed on/)).toBeVisible()
  for (const control of [
    staff.getByRole("button", { name: "Print" }),
    staff.getByLabel("First day"),
    staff.getByText("Show as table").first(),
    staff.getByRole("navigation").first(),
  ])
    await expect(control).toBeHidden()
  await expect(staff.getByRole("table", { name: "Attendance by month" })).toBeVisible()
  const overflow = await staff.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)
})

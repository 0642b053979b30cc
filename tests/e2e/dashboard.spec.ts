import type { Page } from "@playwright/test"
import { connect } from "../../db/client"
import { addUserWithPassword, signInByHttp } from "../support/server"
import { expect, longUnless, open, test } from "./centre"
import { dayZone } from "./day-zone"
import { uniqueWord } from "./words"

const here = (page: Page) => page.locator("[data-slot=card]").filter({ hasText: "Who is here" })
const lookAt = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event("focus")))

test("who checks in elsewhere appears by themselves, and goes when checked out", async ({
  staff,
  api,
  guest,
}) => {
  await open(staff, "/")
  const link = here(staff).getByRole("link", { name: guest.name, exact: true })
  await expect(link).toHaveCount(0)
  await staff.evaluate(() => Object.assign(window, { sameDocument: true }))
  const visit = await api.checkIn(guest.id)
  await expect(link).toBeVisible()
  await expect(here(staff).getByRole("status")).toHaveText(/^\d+ clients? here now$/)
  await api.call("POST", `/check-ins/${visit}/check-out`)
  await lookAt(staff)
  await expect(link).toHaveCount(0)
  expect(await staff.evaluate(() => "sameDocument" in window)).toBe(true)
})

test.describe("without a network", () => {
  test.use({ provoked: [/ERR_INTERNET_DISCONNECTED/] })

  test("the dashboard says so calmly, and recovers by itself", async ({ staff, api, guest }) => {
    await open(staff, "/")
    await staff.context().setOffline(true)
    await expect(here(staff).getByText(/^Not connected\. Last updated \d{1,2}:\d\d [AP]M\.$/)).toBeVisible()
    await api.checkIn(guest.id)
    await staff.context().setOffline(false)
    await expect(here(staff).getByRole("link", { name: guest.name, exact: true })).toBeVisible()
    await expect(here(staff).getByText("Not connected")).toHaveCount(0)
  })
})

test.describe("a server that does not answer", () => {
  test.use({ provoked: [/ERR_FAILED|status of 500/] })

  test("is asked again until it does", { tag: "@long" }, async ({ staff, api, guest }) => {
    await open(staff, "/")
    await staff.route("**/live/here", (route) => route.abort())
    await lookAt(staff)
    await expect(here(staff).getByText(/^Not connected\./)).toBeVisible()
    await staff.unroute("**/live/here")
    await staff.route("**/live/here", (route) => route.fulfill({ status: 500, body: "no" }), { times: 1 })
    await api.checkIn(guest.id)
    await expect(here(staff).getByRole("link", { name: guest.name, exact: true })).toBeVisible()
  })
})

test.describe("a dashboard that nobody looks after", () => {
  test.use({ provoked: [/status of 401/] })

  test("signs itself out after 30 minutes, whoever comes and goes", { tag: "@long" }, async ({
    browserOf,
    api,
    guest,
    sql,
  }) => {
    const { db, close } = connect(String(process.env.E2E_DATABASE_URL), { max: 1 })
    const system = { kind: "system", name: "Test" } as const
    const ctx = { db, actor: system, now: new Date(), timeZone: dayZone, requestId: "test" }
    const email = `${uniqueWord().toLowerCase()}@bec.example`
    const user = await addUserWithPassword(ctx, { name: uniqueWord(), email, role: "staff" })
    await close()
    const url = String(process.env.E2E_URL)
    const page = await browserOf()
    const cookies = (await signInByHttp(url, email)).split("; ").map((cookie) => {
      const [name = "", ...value] = cookie.split("=")
      return { name, value: value.join("="), url }
    })
    await page.context().addCookies(cookies)
    await open(page, "/")
    const idleFor = (minutes: number) => sql`
      update sessions set last_seen_at = now() - make_interval(mins => ${minutes}) where user_id = ${user.id} returning last_seen_at`
    const [before] = await idleFor(20)
    await api.checkIn(guest.id)
    await lookAt(page)
    await expect(here(page).getByRole("link", { name: guest.name, exact: true })).toBeVisible()
    await page.waitForLoadState("networkidle")
    expect(await sql`select last_seen_at from sessions where user_id = ${user.id}`).toEqual([before])
    await idleFor(31)
    await lookAt(page)
    await expect(here(page).getByRole("heading", { name: "Your session has ended" })).toBeVisible()
    await expect(here(page).getByText(guest.name)).toHaveCount(0)
    await here(page).getByRole("link", { name: "Sign in" }).click()
    await expect(page).toHaveURL(/\/login/)
  })
})

const figures = ["Active", "Expiring", "Expired", "Visits today"]
const cards = ["Who is here", "Expiring soon", "Not seen for 30 days", "Staff notes"]

for (const name of [...figures, ...cards])
  test(
    `the number at "${name}" is the number of rows in the list behind it`,
    longUnless(/^(Active|Who is here)$/.test(name)),
    async ({ staff }) => {
      const figure = staff.getByRole("main").getByRole("link", { name: new RegExp(`^${name}\\s*[\\d,]+$`) })
      const card = staff.locator("[data-slot=card]").filter({ has: staff.getByRole("heading", { name }) })
      const link = figures.includes(name)
        ? figure
        : card.getByRole("link", { name: /^[\d,]+ (client|note)s?$/ })
      // The other tests add clients and visits meanwhile.
      await expect(async () => {
        await open(staff, "/")
        const number = Number((await link.textContent())?.replace(/\D/g, ""))
        await open(staff, String(await link.getAttribute("href")))
        expect(
          await rowsOfAllPages(staff, name === "Staff notes" ? "main li" : "[data-slot=card] tbody tr"),
        ).toBe(number)
      }).toPass({ timeout: 50_000 })
    },
  )

async function rowsOfAllPages(page: Page, rows: string): Promise<number> {
  let sum = 0
  for (;;) {
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
    sum += await page.locator(rows).count()
    const next = page.getByRole("link", { name: "Next" })
    if ((await next.count()) === 0) return sum
    const address = String(await next.getAttribute("href"))
    await open(page, address)
  }
}

test("the chart of visits has a table, whose numbers lead to the days", async ({ staff }) => {
  await open(staff, "/")
  await expect(staff.getByRole("img", { name: /^Visits per day: [\d,]+ in the last 30 days/ })).toBeVisible()
  const table = staff.getByRole("table", { name: "Visits per day" })
  await expect(table).toBeHidden()
  await staff.getByText("Show as table").click()
  await expect(table.locator("tbody tr")).toHaveCount(30)
  // A day that no test adds to.
  const link = table.locator("tbody tr").nth(3).getByRole("link")
  const visits = Number(await link.textContent())
  await link.click()
  await expect(staff).toHaveURL(/\/check-ins\?date=/)
  await expect(staff.getByRole("heading", { level: 1, name: "Check-ins" })).toBeVisible()
  expect(await rowsOfAllPages(staff, "tbody tr")).toBe(visits)
})

import { expect, longUnless, open, test, toast } from "./centre"
import { dayZone } from "./day-zone"

const zones = ["Pacific/Honolulu", "America/Los_Angeles", "Asia/Tokyo", "Pacific/Kiritimati"]

for (const timezoneId of zones)
  test(
    `a browser in ${timezoneId} shows and keeps the same days as everybody`,
    longUnless(timezoneId === "Pacific/Honolulu"),
    async ({ browserOf, api }) => {
      const client = await api.addClient({
        date_of_birth: "2000-02-29",
        pos_start_date: "2026-01-01",
        pos_end_date: "2026-12-31",
      })
      const term = { plan_code: "unlimited", starts_on: "2026-03-08", ends_on: "2099-12-31" }
      await api.call("POST", `/clients/${client.id}/memberships`, term)
      const page = await browserOf("admin", { timezoneId })
      await open(page, `/clients/${client.id}`)
      for (const text of ["2/29/2000", "1/1/2026 to 12/31/2026", "3/8/2026 to 12/31/2099"])
        await expect(page.getByText(text, { exact: true }).first()).toBeVisible()

      await page.getByRole("button", { name: "Edit", exact: true }).click()
      await expect(page.getByLabel("POS end")).toHaveValue("2026-12-31")
      await page.getByLabel("Date of birth").fill("2001-11-04")
      await page.getByRole("button", { name: "Save" }).click()
      await expect(toast(page, "Saved.")).toBeVisible()
      await expect(page.getByText("11/4/2001", { exact: true }).first()).toBeVisible()
      expect(await api.client(client.id)).toMatchObject({
        date_of_birth: "2001-11-04",
        pos_start_date: "2026-01-01",
        pos_end_date: "2026-12-31",
      })
    },
  )

test("a visit shows the centre's time in every browser", async ({ browserOf, api, guest, sql }) => {
  const id = await api.checkIn(guest.id)
  const shown = sql`timestamp '2026-01-05 18:30' at time zone ${dayZone}`
  await sql`update check_ins set checked_in_at = ${shown} where id = ${id}`
  for (const timezoneId of zones) {
    const page = await browserOf("staff", { timezoneId })
    await open(page, `/check-ins?date=2026-01-05&method=api`)
    const row = page.getByRole("row").filter({ hasText: guest.name })
    await expect(row.getByTitle("1/5/2026, 6:30 PM")).toBeVisible()
    await expect(row).toContainText("6:30 PM")
  }
})

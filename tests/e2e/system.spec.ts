import { expectAccessible } from "./accessible"
import { expect, open, test, toast } from "./centre"

test("an admin sees that the background work is done, and runs a job now", async ({ admin }) => {
  await open(admin, "/admin/system")
  await expect(admin.getByText("The background work is running.")).toBeVisible()
  const job = admin.getByRole("row").filter({ hasText: "On the second Tuesday at 10:00 AM" })
  await expect(job).toContainText("Messages about the meetup")
  await job.getByRole("button", { name: "Run now: Messages about the meetup" }).click()
  await expect(toast(admin, "The job is asked for.")).toBeVisible()
  const done = admin.getByRole("table", { name: "What was done" }).getByRole("row")
  await expect(async () => {
    await admin.reload()
    await expect(done.filter({ hasText: "asked for by" }).first()).toContainText("Done", { timeout: 500 })
  }).toPass()
})

test("an admin sees what is not ready for production, the worst first, with the remedy, and looks again", {
  tag: "@long",
}, async ({ admin }) => {
  await open(admin, "/admin/system")
  const checks = admin.getByRole("region", { name: "Ready for production" })
  const lines = checks.getByRole("listitem")
  await expect(lines.filter({ hasText: "APP_ENV is production" })).toContainText("Set APP_ENV=production")
  await expect(lines.first()).toContainText("Fail")
  await expect(lines.filter({ hasText: "The database answers" })).toHaveCount(0)
  await checks.getByText(/^The other \d+/).click()
  await expect(lines.filter({ hasText: "The database answers" })).toContainText("Pass")
  await expect(lines.last()).toContainText("Pass")
  await expectAccessible(admin)
  await checks.getByRole("button", { name: "Check again" }).click()
  await expect(lines.first()).toContainText("Fail")
})

test.describe("staff", () => {
  test.use({ provoked: [/status of 403/] })

  test("do not open the page of the system", { tag: "@long" }, async ({ staff }) => {
    expect((await open(staff, "/admin/system"))?.status()).toBe(403)
  })
})

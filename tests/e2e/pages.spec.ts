import { readdirSync } from "node:fs"
import { dirname } from "node:path"
import { expectAccessible, expectNoSidewaysScroll } from "./accessible"
import { expect, open, test } from "./centre"
import { scenes } from "./pages"

test("every page of the product stands in the list of pages", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map(dirname)
  const listed = new Set(scenes.map(({ file }) => file))
  expect(files.filter((file) => !listed.has(file))).toEqual([])
})

test.use({ provoked: [/status of 40[34]/] })

for (const { file, as, path, shows, status, prepare } of scenes) {
  const name = `${file} for ${as ?? "visitors"}: ${path({ id: "…", first_name: "", last_name: "", name: "" })}${prepare ? shows : ""}`
  test(`${name} is usable by everybody, light and dark`, async ({ browserOf, api }) => {
    const guest = await api.addCovered(-10, 12)
    await api.call("PATCH", `/clients/${guest.id}`, {
      first_name: `${guest.first_name} Bartholomew-Alexander`,
      email: `${"long".repeat(12)}@example.org`,
      notes: `${"unbroken".repeat(30)} and a sentence.`,
    })
    await api.checkIn(guest.id)
    const page = await browserOf(as)
    const answer = await open(page, path(guest) + ((await prepare?.(api, guest)) ?? ""))
    expect(answer?.status()).toBe(status)
    await expect(page.getByRole("heading", { level: 1 })).toContainText(shows)
    await expect(page).toHaveTitle(/BEC CRM$/)
    await expectAccessible(page)
    const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
    // What a desk's window has left at 200 % zoom; a phone's is checked narrower than that already.
    if (width >= 1280) await page.setViewportSize({ width: width / 2, height: height / 2 })
    await expectNoSidewaysScroll(page)
  })
}

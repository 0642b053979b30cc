import { readdirSync } from "node:fs"
import { dirname } from "node:path"
import { expectAccessible, expectNoViolation, PHONE } from "./accessible"
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

/** The widths at which a file's pages were looked through for violations. */
const seen = new Set<string>()

for (const { file, as, path, shows, status, prepare } of scenes) {
  const name = `${file} for ${as ?? "visitors"}: ${path({ id: "…", first_name: "", last_name: "", name: "" })}${prepare ? shows : ""}`
  const narrow = !seen.has(file)
  seen.add(file)
  test(`${name} is usable by everybody, on a desk and on a phone`, async ({ browserOf, api, longNamed }) => {
    const page = await browserOf(as)
    const answer = await open(page, path(longNamed) + ((await prepare?.(api, longNamed)) ?? ""))
    expect(answer?.status()).toBe(status)
    await expect(page.getByRole("heading", { level: 1 })).toContainText(shows)
    await expect(page).toHaveTitle(/BEC CRM$/)
    await expectAccessible(page)
    if (!narrow) return
    await page.setViewportSize(PHONE)
    await expectNoViolation(page)
  })
}

import { readdirSync } from "node:fs"
import { dirname } from "node:path"
import type { Page } from "@playwright/test"
import { expectAccessible, expectNoSidewaysScrollAnywhere, expectNoViolation, onPhone } from "./accessible"
import { expect, open, test } from "./centre"
import { type Scene, scenes } from "./pages"

test("every page of the product stands in the list of pages", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map(dirname)
  const listed = new Set(scenes.map(({ file }) => file))
  expect(files.filter((file) => !listed.has(file))).toEqual([])
})

test.use({ provoked: [/status of 40[34]/] })

/** Pages that show other things on a phone than on a desk. */
const otherOnPhone = [
  "(staff)",
  "(staff)/clients",
  "(staff)/clients/[id]",
  "(staff)/check-ins",
  "(staff)/memberships",
  "(auth)/login",
]

const files = [...new Set(scenes.map(({ file }) => file))]

for (const file of files)
  test(`${file} is usable by everybody, on a desk and on a phone`, async ({ browserOf, api, longNamed }) => {
    const own = scenes.filter((scene) => scene.file === file)
    test.setTimeout(60_000 + own.length * 10_000)
    const pages = new Map<Scene["as"], Page>()
    for (const { as, path, shows, status, prepare } of own) {
      const page = pages.get(as) ?? (await browserOf(as))
      const first = pages.size === 0
      pages.set(as, page)
      const address = path(longNamed) + ((await prepare?.(api, longNamed)) ?? "")
      await test.step(address, async () => {
        const answer = await open(page, address)
        expect(answer?.status()).toBe(status)
        await expect(page.getByRole("heading", { level: 1 })).toContainText(shows)
        await expect(page).toHaveTitle(/BEC CRM$/)
        // Other addresses of a file show less of the same, but for states that were made for it.
        await (first || prepare ? expectAccessible(page) : expectNoSidewaysScrollAnywhere(page))
        if (first && otherOnPhone.includes(file)) await onPhone(page, () => expectNoViolation(page))
      })
    }
  })

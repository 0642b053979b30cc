import { readdirSync } from "node:fs"
import { dirname } from "node:path"
import type { Page } from "@playwright/test"
import { groupedBy } from "../../lib/core/grouped"
import { often } from "../support/often"
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

const everyState = often(0, 1) === 1

/** Pages that show other things on a phone than on a desk. */
const otherOnPhone = [
  "(staff)",
  "(staff)/clients",
  "(staff)/clients/[id]",
  "(staff)/check-ins",
  "(staff)/memberships",
  "(auth)/login",
]

/** Pages below one address, which a browser opens one after the other. */
const sections = groupedBy(scenes, ({ file }) => file.split("/").slice(0, 2).join("/"))

for (const [section, own] of sections)
  test(`${section} is usable by everybody, on a desk and on a phone`, async ({
    browserOf,
    api,
    longNamed,
  }) => {
    test.setTimeout(60_000 + own.length * 10_000)
    const pages = new Map<Scene["as"], Page>()
    const seen = new Set<string>()
    for (const { file, as, path, shows, status, prepare } of own) {
      const page = pages.get(as) ?? (await browserOf(as))
      pages.set(as, page)
      const address = path(longNamed) + ((await prepare?.(api, longNamed)) ?? "")
      const isFirst = !seen.has(file)
      seen.add(file)
      await test.step(address, async () => {
        const answer = await open(page, address)
        expect(answer?.status()).toBe(status)
        await expect(page.getByRole("heading", { level: 1 })).toContainText(shows)
        await expect(page).toHaveTitle(/BEC CRM$/)
        // Other addresses of a file show less of the same, or a state that was made for it.
        const isLooked = isFirst || (prepare && everyState)
        await (isLooked ? expectAccessible(page) : expectNoSidewaysScrollAnywhere(page))
        if (isFirst && otherOnPhone.includes(file)) await onPhone(page, () => expectNoViolation(page))
      })
    }
  })

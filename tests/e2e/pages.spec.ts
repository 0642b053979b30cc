import { readdirSync } from "node:fs"
import { dirname } from "node:path"
import type { Page } from "@playwright/test"
import { groupedBy } from "../../lib/core/grouped"
import { expectAccessible, expectNoSidewaysScrollAnywhere, expectNoViolation, onPhone } from "./accessible"
import type { apiOf, Client } from "./api"
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

const isFirst = (scene: Scene) => scenes.find(({ file }) => file === scene.file) === scene
const isOther = (scene: Scene) => !isFirst(scene)

/** Pages below one address, which a browser opens one after the other. */
const sections = groupedBy(scenes, ({ file }) => file.split("/").slice(0, 2).join("/"))

for (const [section, all] of sections) {
  test(`each page of ${section} is usable by everybody, on a desk and on a phone`, async ({
    browserOf,
    api,
    longNamed,
  }) => {
    await look(all.filter(isFirst), { browserOf, api, longNamed })
  })

  // They show less of the same, or a state that was made for it.
  if (all.some(isOther))
    test(`other addresses and states of ${section} are, too`, { tag: "@long" }, async ({
      browserOf,
      api,
      longNamed,
    }) => {
      await look(all.filter(isOther), { browserOf, api, longNamed })
    })
}

type Given = {
  browserOf: (as: Scene["as"]) => Promise<Page>
  api: ReturnType<typeof apiOf>
  longNamed: Client
}

/** Opens one after the other, each person in one page. */
async function look(own: Scene[], { browserOf, api, longNamed }: Given) {
  test.setTimeout(60_000 + own.length * 10_000)
  const pages = new Map<Scene["as"], Page>()
  for (const scene of own) {
    const { file, as, path, shows, status, prepare } = scene
    const page = pages.get(as) ?? (await browserOf(as))
    pages.set(as, page)
    const address = path(longNamed) + ((await prepare?.(api, longNamed)) ?? "")
    await test.step(address, async () => {
      const answer = await open(page, address)
      expect(answer?.status()).toBe(status)
      await expect(page.getByRole("heading", { level: 1 })).toContainText(shows)
      await expect(page).toHaveTitle(/BEC CRM$/)
      await (isFirst(scene) || prepare ? expectAccessible(page) : expectNoSidewaysScrollAnywhere(page))
      if (isFirst(scene) && otherOnPhone.includes(file)) await onPhone(page, () => expectNoViolation(page))
    })
  }
}

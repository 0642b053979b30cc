import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Locator,
  type Page,
} from "@playwright/test"
import postgres from "postgres"
import { apiOf, type Client } from "./api"

export { expect } from "@playwright/test"

type Role = "admin" | "staff"

type Fixtures = {
  /** Whether this test's pages have a browser of their own, into which no script has come yet. */
  ownBrowser: boolean
  /** Console lines that this test provokes on purpose. */
  provoked: RegExp[]
  /** A page on which an admin or a front desk worker is signed in, or nobody is; with options in a browser of its own. */
  browserOf: (role?: Role, options?: BrowserContextOptions) => Promise<Page>
  admin: Page
  staff: Page
  api: ReturnType<typeof apiOf>
  /** A client of a name that nobody else has. */
  guest: Client
}

type Kept = Map<string, { role: Role; context: BrowserContext }>

type Shared = {
  sql: postgres.Sql
  /** Contexts in which an admin or a front desk worker is signed in: scripts that came once need not come again. */
  kept: Kept
  /** A client with names and notes that would break what is not made for them, covered for 12 more days, and here. */
  longNamed: Client
}

/** Every browser of every test must be without console errors and violations of the content security policy. */
export const test = base.extend<Fixtures, Shared>({
  provoked: [[], { option: true }],
  ownBrowser: [false, { option: true }],
  sql: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are needed
    async ({}, use) => {
      const sql = postgres(String(process.env.E2E_DATABASE_URL), { max: 1 })
      await use(sql)
      await sql.end()
    },
    { scope: "worker" },
  ],
  longNamed: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are needed
    async ({}, use) => {
      const api = adminApi()
      const client = await api.addCovered(-10, 12)
      const first_name = `${client.first_name} Bartholomew-Alexander`
      await api.call("PATCH", `/clients/${client.id}`, {
        first_name,
        email: `${"long".repeat(12)}@example.org`,
        notes: `${"unbroken".repeat(30)} and a sentence.`,
      })
      await api.checkIn(client.id)
      await use({ ...client, first_name, name: `${first_name} ${client.last_name}` })
    },
    { scope: "worker" },
  ],
  kept: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are needed
    async ({}, use) => {
      const kept: Kept = new Map()
      await use(kept)
      for (const { context } of kept.values()) await context.close()
    },
    { scope: "worker" },
  ],
  browserOf: async ({ browser, kept, ownBrowser, contextOptions, viewport, hasTouch, provoked }, use) => {
    const given = { ...contextOptions, viewport, hasTouch }
    const taken: { role: Role; context: BrowserContext }[] = []
    const contexts: BrowserContext[] = []
    const pages: Page[] = []
    const complaints: string[] = []
    await use(async (role, options) => {
      const context =
        (role && !options && !ownBrowser && (await keptContext(role))) || (await newContext(role, options))
      const page = await context.newPage()
      pages.push(page)
      page.on("console", (line) => line.type() === "error" && complaints.push(line.text()))
      page.on("pageerror", (error) => complaints.push(String(error)))
      return page
    })
    for (const page of pages) await page.close()
    for (const { role, context } of taken) {
      await context.setOffline(false)
      await context.clearCookies()
      await context.addCookies(cookiesOf(role))
    }
    for (const context of contexts) await context.close()
    const unexpected = complaints.filter((line) => !provoked.some((known) => known.test(line)))
    expect(unexpected, "the browser complained").toEqual([])

    async function newContext(role?: Role, options?: BrowserContextOptions) {
      const context = await browser.newContext({ ...given, ...options })
      contexts.push(context)
      if (role) await context.addCookies(cookiesOf(role))
      return context
    }

    /** That of the tests before with the same settings, unless this test has it already. */
    async function keptContext(role: Role) {
      const key = JSON.stringify([role, given])
      const known = kept.get(key) ?? { role, context: await browser.newContext(given) }
      if (taken.some(({ context }) => context === known.context)) return undefined
      if (!kept.has(key)) await known.context.addCookies(cookiesOf(role))
      kept.set(key, known)
      taken.push(known)
      return known.context
    }
  },
  admin: async ({ browserOf }, use) => use(await browserOf("admin")),
  staff: async ({ browserOf }, use) => use(await browserOf("staff")),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are needed
  api: async ({}, use) => use(adminApi()),
  guest: async ({ api }, use) => use(await api.addClient()),
})

const adminApi = () => apiOf(String(process.env.E2E_URL), String(process.env.E2E_KEY))

/** Opens a page and waits until its buttons do something. */
export async function open(page: Page, path: string) {
  const answer = await page.goto(path)
  await hydrated(page)
  return answer
}

/** Waits until every button has its props, which is before the page listens, and then until React has taken the page over. */
export async function hydrated(page: Page) {
  await page.waitForFunction(() => {
    const own = (node: Node, name: string) => Object.entries(node).find(([key]) => key.startsWith(name))?.[1]
    const root = own(document, "__reactContainer$")?.stateNode.current
    const reached = [...document.querySelectorAll("button, form, input")]
    return root?.memoizedState.isDehydrated === false && reached.every((node) => own(node, "__reactProps$"))
  })
}

/** Presses Escape once what is open has the focus: before that it does not listen, and what lies below does. */
export async function pressEscape(page: Page, open: Locator) {
  const hasFocus = () => open.evaluate((node) => node.contains(document.activeElement))
  await expect.poll(hasFocus, "it has the focus").toBe(true)
  await page.keyboard.press("Escape")
}

/** Runs in `npm test` only where it stands for others like it; these take their turn in the tests of the whole system. */
export const longUnless = (stands: boolean) => (stands ? {} : { tag: "@long" })

/** The message that tells what happened. */
export const toast = (page: Page, text: string | RegExp) =>
  page.locator("[data-sonner-toast]").filter({ hasText: text })

export const cookiesOf = (role: Role) =>
  String(process.env[`E2E_${role.toUpperCase()}_COOKIES`])
    .split("; ")
    .map((cookie) => ({
      name: cookie.slice(0, cookie.indexOf("=")),
      value: cookie.slice(cookie.indexOf("=") + 1),
      url: String(process.env.E2E_URL),
    }))

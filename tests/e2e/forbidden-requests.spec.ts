import type { Page } from "@playwright/test"
import { cookiesOf, expect, longUnless, open, test } from "./centre"

type Sent = { headers: Record<string, string>; body: string }

/** The request that a page sends when somebody does something on it. */
async function sentBy(page: Page, work: () => Promise<void>): Promise<Sent> {
  const sent = page.waitForRequest(
    (request) => "next-action" in request.headers() && !/query/.test(request.postData() ?? ""),
  )
  await work()
  const request = await sent
  return { headers: await request.allHeaders(), body: request.postData() ?? "" }
}

const forbidden: Record<string, (page: Page) => Promise<void>> = {
  "adding a client": async (page) => {
    await open(page, "/clients")
    await page.getByRole("button", { name: "Add client" }).click()
    await page.getByLabel("First name").fill("Mallory")
    await page.getByLabel("Last name").fill("Intruder")
    await page.getByRole("dialog").getByRole("button", { name: "Add client" }).click()
  },
  "editing a name": async (page) => {
    await page.getByRole("button", { name: "Edit", exact: true }).click()
    await page.getByLabel("First name").fill("Mallory")
    await page.getByRole("button", { name: "Save" }).click()
  },
  "deleting a client": (page) => page.getByRole("button", { name: "Delete client" }).click(),
  "giving a membership": async (page) => {
    await page.getByRole("button", { name: "Add membership" }).click()
    await page.getByLabel("First day").fill("2026-01-01")
    await page.getByLabel("Last day").fill("2026-12-31")
    await page.getByRole("dialog").getByRole("button", { name: "Add membership" }).click()
  },
  "recording a consent": async (page) => {
    await page.getByRole("button", { name: "Record consent: Text messages" }).click()
    await page.getByRole("dialog").getByRole("button", { name: "Record" }).click()
  },
  "making an API key": async (page) => {
    await open(page, "/admin/api-keys")
    await page.getByRole("button", { name: "Add key" }).click()
    await page.getByLabel("Name").fill("Mallory's key")
    await page.getByLabel("May do what").selectOption("admin")
    await page.getByRole("dialog").getByRole("button", { name: "Add key" }).click()
  },
  "inviting a user": async (page) => {
    await open(page, "/admin/users")
    await page.getByRole("button", { name: "Add user" }).click()
    await page.getByRole("dialog").getByLabel("Name").fill("Mallory Intruder")
    await page.getByLabel("E-mail").fill("mallory@bec.example")
    await page.getByRole("dialog").getByRole("button", { name: "Add user" }).click()
  },
}

test.use({ provoked: [/ERR_FAILED/] })

for (const [what, act] of Object.entries(forbidden))
  test(
    `${what} is refused when staff or strangers send the admin's request themselves`,
    longUnless(/adding|key/.test(what)),
    async ({ admin, guest, sql, playwright }) => {
      await open(admin, `/clients/${guest.id}`)
      await admin.route("**", (route) => {
        if ("next-action" in route.request().headers()) return route.abort()
        return route.continue()
      })
      const { headers, body } = await sentBy(admin, () => act(admin))
      expect(body).not.toBe("")
      const before = await fingerprint()
      // To pages that they may open, so that only the action itself stands in the way.
      expect(await sendAs(cookieOf("staff"), "/clients")).toMatch(
        /"kind":"forbidden"|Server Action unavailable/,
      )
      expect(await sendAs("", "/login")).not.toContain('"ok":true')
      expect(await fingerprint()).toEqual(before)

      async function sendAs(cookie: string, path: string) {
        const { "content-length": _, ...same } = headers
        const request = await playwright.request.newContext({ baseURL: process.env.E2E_URL })
        const answer = await request.post(path, { headers: { ...same, cookie }, data: body })
        const text = await answer.text()
        await request.dispose()
        return text
      }

      async function fingerprint() {
        const [mine] = await sql`
        select (select count(*) from memberships where client_id = ${guest.id}) as memberships,
          (select count(*) from consents where client_id = ${guest.id}) as consents,
          (select version from clients where id = ${guest.id} and deleted_at is null) as version,
          (select count(*) from clients where first_name = 'Mallory') as intruders,
          (select count(*) from users where email like 'mallory%') as users,
          (select count(*) from api_keys where name like 'Mallory%') as keys`
        return mine
      }
    },
  )

function cookieOf(role: "staff") {
  return cookiesOf(role)
    .map(({ name, value }) => `${name}=${value}`)
    .join("; ")
}

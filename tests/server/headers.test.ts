import { readdirSync } from "node:fs"
import { request as ask } from "node:http"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { makeDatabase } from "../support/database"
import { addUserWithPassword, contextOn, password, startServer } from "../support/server"
import { pairingCode } from "../support/tablet"
import { actionOfBuild, callAction } from "./actions"
import { sharedCentre } from "./centre"

const friend = "https://door.bec.example"
const { server, keys, anotherBrowser } = sharedCentre()

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { headers, redirect: "manual" })

const chunk = readdirSync(".next/static/chunks").find((name) => name.endsWith(".js"))

const places: [what: string, path: string, status: number][] = [
  ["a page", "/login", 200],
  ["a page that leads elsewhere", "/clients", 307],
  ["the kiosk", "/kiosk", 200],
  ["the kiosk's worker", "/kiosk/sw.js", 200],
  ["an answer of the API", "/api/v1/healthz", 200],
  ["a refusal of the API", "/api/v1/clients", 401],
  ["nothing in the API", "/api/v1/nothing", 404],
  ["what next-auth answers", "/api/auth/csrf", 200],
  ["what next-auth is not asked", "/api/auth/_log", 404],
  ["what an open page asks", "/live/here", 401],
  ["a file of a script", `/_next/static/chunks/${chunk}`, 200],
  ["no file", "/_next/static/chunks/nothing.js", 404],
  ["the icon", "/icon.svg", 200],
  ["an address that cannot be read", "/clients/%E0%A4%A", 400],
  ["an address in the API that cannot be read", "/api/v1/clients/%E0%A4%A", 400],
]

const always = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(self), microphone=(), geolocation=()",
}

describe("every answer forbids what nobody needs:", () => {
  test.each(places)("%s", async (_, path, status) => {
    const answer = await get(path)
    expect(answer.status).toBe(status)
    expect(Object.fromEntries(answer.headers)).toMatchObject(always)
    expect(answer.headers.has("x-powered-by")).toBe(false)
    const policy = answer.headers.get("content-security-policy") ?? ""
    expect(policy).toMatch(/default-src '(none|self)'/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy.match(/script-src[^;]*/)?.[0] ?? "").not.toMatch(/unsafe|\*|https?:/)
  })

  test("each page has scripts of its own nonce only", async () => {
    const nonces = new Set<string>()
    for (let time = 0; time < 3; time++) {
      const answer = await get("/login")
      const [, nonce = ""] = /'nonce-([^']+)'/.exec(answer.headers.get("content-security-policy") ?? "") ?? []
      const html = await answer.text()
      expect(html).toContain("<script")
      for (const [tag] of html.matchAll(/<script[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`)
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(3)
  })
})

describe("a browser is told to come back over https", () => {
  test("where it came over https, at pages, API and files", async () => {
    for (const path of ["/login", "/api/v1/healthz", `/_next/static/chunks/${chunk}`])
      expect(
        (await get(path, { "x-forwarded-proto": "https" })).headers.get("strict-transport-security"),
      ).toBe("max-age=63072000; includeSubDomains")
  })

  test("and not where it did not", async () => {
    expect((await get("/login")).headers.has("strict-transport-security")).toBe(false)
  })
})

describe("a page of another site", () => {
  const preflight = (origin: string, path = "/api/v1/clients") =>
    fetch(server.url + path, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization",
      },
    })
  const key = { authorization: `Bearer ${keys.staff.key}` }

  test("that stands in CORS_ORIGINS may call the API with a key", async () => {
    const asked = await preflight(friend)
    expect(asked.status).toBe(204)
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      "access-control-allow-origin": friend,
      "access-control-allow-methods": "GET, POST, PATCH, DELETE",
      "access-control-allow-headers": "Authorization, Content-Type, Idempotency-Key, If-Match",
    })
    expect(asked.headers.get("vary")).toMatch(/\borigin\b/i)
    const answer = await get("/api/v1/stats", { ...key, origin: friend, "sec-fetch-site": "cross-site" })
    expect(answer.status).toBe(200)
    expect(answer.headers.get("access-control-allow-origin")).toBe(friend)
    expect(answer.headers.get("vary")).toMatch(/\borigin\b/i)
  })

  test("reads why it was refused, too", async () => {
    const answer = await get("/api/v1/stats", { origin: friend, authorization: "Bearer bec_wrong" })
    expect(answer.status).toBe(401)
    expect(answer.headers.get("access-control-allow-origin")).toBe(friend)
  })

  test.each([
    "https://evil.example",
    "null",
    `${friend}.evil.example`,
    `${friend}:8443`,
    "http://door.bec.example",
  ])("that is %s reads nothing", async (origin) => {
    for (const answer of [await preflight(origin), await get("/api/v1/stats", { ...key, origin })])
      expect(answer.headers.has("access-control-allow-origin")).toBe(false)
  })

  test("never comes with a session, and reads nothing but the API", async () => {
    const { credentials } = await anotherBrowser("admin")
    const answer = await get("/api/v1/stats", {
      ...credentials,
      origin: friend,
      "sec-fetch-site": "cross-site",
    })
    expect(answer.status).toBe(403)
    for (const path of ["/api/v1/stats", "/api/auth/csrf", "/live/here", "/login"])
      for (const one of [await preflight(friend, path), await get(path, { origin: friend })]) {
        expect(one.headers.has("access-control-allow-credentials")).toBe(false)
        if (!path.startsWith("/api/v1/")) expect(one.headers.has("access-control-allow-origin")).toBe(false)
      }
  })
})

describe("a body is read to its limit only", () => {
  const send = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(server.url + path, {
      method: "POST",
      body,
      headers: { "sec-fetch-site": "same-origin", ...headers },
    })
  const json = { "content-type": "application/json" }
  const key = { authorization: `Bearer ${keys.admin.key}` }

  test.each([
    ["at the sign-in", "/api/auth/callback/credentials", 20_000, {}],
    ["in the API", "/api/v1/clients", 1_100_000, { ...json, ...key }],
    ["of an event", "/api/v1/hooks/zapier", 300_000, json],
    ["of a tablet", "/kiosk/calls/pair", 1_100_000, json],
  ])("%s", async (_, path, size, headers) => {
    const answer = await send(path, JSON.stringify({ text: "x".repeat(size) }), headers)
    expect(answer.status).toBe(413)
  })

  test("of an action", async () => {
    const { credentials } = await anotherBrowser("admin")
    const act = (bytes: number) =>
      callAction(server.url, actionOfBuild("makeResetLinkAction"), { id: "x".repeat(bytes) }, credentials)
    const taken = await act(900_000)
    expect([taken.status, taken.text]).toEqual([200, expect.stringContaining('"ok":false')])
    const refused = await act(1_500_000)
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(refused.text).not.toContain('"ok":')
    expect((await get("/api/v1/healthz")).status).toBe(200)
  })
})

describe("over https", () => {
  const url = "https://crm.bec.example"
  let secure: Awaited<ReturnType<typeof startServer>>
  let database: Awaited<ReturnType<typeof makeDatabase>>
  const email = "secure@bec.example"

  beforeAll(async () => {
    database = await makeDatabase()
    await addUserWithPassword(
      { ...contextOn(database.db), now: new Date() },
      { name: "Selma", email, role: "admin" },
    )
    secure = await startServer(database.url, { APP_URL: url, NEXTAUTH_URL: url })
  })
  afterAll(async () => {
    await secure?.stop()
    await database?.close()
  })

  const cookiesOf = (answer: Response) => answer.headers.getSetCookie()
  const pairs = (cookies: string[]) => cookies.map((cookie) => cookie.split(";")[0]).join("; ")
  const expectBound = (cookies: string[]) => {
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-/)
      expect(cookie).toMatch(/; Path=\/(;|$)/i)
      expect(cookie).toMatch(/; Secure/i)
      expect(cookie).toMatch(/; HttpOnly/i)
      expect(cookie).toMatch(/; SameSite=lax/i)
      expect(cookie).not.toMatch(/; Domain/i)
    }
  }

  test("every cookie of the CRM is bound to its host, and signs in", async () => {
    const asked = await fetch(`${secure.url}/api/auth/csrf`)
    const { csrfToken } = await asked.json()
    const given = cookiesOf(asked)
    const answer = await fetch(`${secure.url}/api/auth/callback/credentials`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: pairs(given), "sec-fetch-site": "same-origin" },
      body: new URLSearchParams({ csrfToken, email, password, code: "", json: "true" }),
    })
    expect(answer.status).toBe(200)
    const all = [...given, ...cookiesOf(answer)]
    expect(all.map((cookie) => cookie.split("=")[0])).toContain("__Host-next-auth.session-token")
    expectBound(all)
    const cookie = pairs(cookiesOf(answer))
    expect((await fetch(`${secure.url}/clients`, { headers: { cookie }, redirect: "manual" })).status).toBe(
      200,
    )
    const tossed = cookie.replaceAll("__Host-", "")
    expect(
      (await fetch(`${secure.url}/clients`, { headers: { cookie: tossed }, redirect: "manual" })).status,
    ).toBe(307)
  })

  test("a tablet's credential is, too", async () => {
    const answer = await fetch(`${secure.url}/kiosk/calls/pair`, {
      method: "POST",
      headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
      body: JSON.stringify({ code: await pairingCode(database.db) }),
    })
    expect(answer.status).toBe(200)
    expect(cookiesOf(answer)).toHaveLength(1)
    expectBound(cookiesOf(answer))
    const page = await fetch(`${secure.url}/kiosk`, { headers: { cookie: pairs(cookiesOf(answer)) } })
    expect(await page.text()).toContain('data-kiosk="paired"')
  })
})

test("the nonce is not one that a visitor chose", async () => {
  const { hostname, port } = new URL(server.url)
  const policy = await new Promise<string>((resolve, reject) =>
    ask(
      {
        hostname,
        port,
        path: join("/", "login"),
        headers: { "content-security-policy": "script-src 'nonce-mine'" },
      },
      (answer) => {
        answer.resume()
        resolve(String(answer.headers["content-security-policy"]))
      },
    )
      .on("error", reject)
      .end(),
  )
  expect(policy).not.toContain("nonce-mine")
})

test("what follows a sign-in, and every error, is kept in no cache", async () => {
  const { credentials } = await anotherBrowser("admin")
  for (const path of [
    "/",
    "/clients",
    "/admin/users",
    "/set-password?token=x",
    "/nothing",
    "/api/v1/stats",
    "/live/here",
  ])
    expect([path, (await get(path, credentials)).headers.get("cache-control")]).toEqual([
      path,
      expect.stringContaining("no-store"),
    ])
})

test("nothing but the product is served: no repository, no settings, no folder", async () => {
  const { credentials } = await anotherBrowser("admin")
  const paths = [
    "/.git/config",
    "/.env",
    "/package.json",
    "/_next/static/",
    "/_next/static/chunks/",
    "/kiosk/../.env",
  ]
  for (const path of paths)
    for (const headers of [{}, credentials]) {
      const answer = await get(path, headers)
      expect([path, [307, 308, 400, 404].includes(answer.status)]).toEqual([path, true])
      expect(await answer.text()).not.toMatch(
        /repositoryformatversion|AUTH_SECRET=|"devDependencies"|Index of/,
      )
    }
})

test("TRACE gives nothing back", async () => {
  const { hostname, port } = new URL(server.url)
  const [status, text] = await new Promise<[number | undefined, string]>((resolve, reject) =>
    ask(
      { hostname, port, path: "/login", method: "TRACE", headers: { "x-told": "only to the server" } },
      (answer) => {
        let body = ""
        answer.setEncoding("utf8").on("data", (piece) => {
          body += piece
        })
        answer.on("end", () => resolve([answer.statusCode, body]))
      },
    )
      .on("error", reject)
      .end(),
  )
  expect(status).toBeGreaterThanOrEqual(400)
  expect(text).not.toContain("only to the server")
})

test("password fields hide what is typed and are named for password managers", async () => {
  const html = await (await get("/login")).text()
  const [field = ""] = /<input[^>]*name="password"[^>]*>/.exec(html) ?? []
  expect(field).toContain('type="password"')
  expect(field.toLowerCase()).toContain('autocomplete="current-password"')
  expect(html.toLowerCase()).toContain('autocomplete="username"')
})

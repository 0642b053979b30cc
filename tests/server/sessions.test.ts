import { describe, expect, test } from "vitest"
import { revokeApiKey } from "../../lib/api-keys/keys"
import { changeRole } from "../../lib/users/change-role"
import { deactivateUser } from "../../lib/users/deactivate"
import { makeResetLink } from "../../lib/users/reset-password"
import { setPassword } from "../../lib/users/set-password"
import { earlyInAMinute } from "../support/processes"
import { addApiKey, addUserWithPassword, password, signInByHttp } from "../support/server"
import { actionOfBuild, callAction } from "./actions"
import { expectProblem } from "./api"
import { openServedCentre } from "./centre"
import { allRows } from "./rows"

const { adminKey, as, anotherBrowser, server, sql, system, users, visitor } = openServedCentre()

test("a senseless address to go to afterwards leads nowhere, and whoever signs in is signed in", async () => {
  const nonsense = "http://[ not an address"
  const form = (csrfToken: string) => {
    const { email } = users.admin
    return new URLSearchParams({ csrfToken, email, password, json: "true", callbackUrl: nonsense })
  }
  const headers = { "sec-fetch-site": "same-origin" }
  const query = `?callbackUrl=${encodeURIComponent(nonsense)}`
  const asked = await fetch(`${server.url}/api/auth/csrf${query}`, { headers })
  expect(asked.status).toBe(200)
  const cookies = asked.headers.getSetCookie().map((cookie) => cookie.split(";")[0])
  const answer = await fetch(`${server.url}/api/auth/callback/credentials${query}`, {
    method: "POST",
    headers: { ...headers, cookie: cookies.join("; ") },
    body: form((await asked.json()).csrfToken),
  })
  expect([answer.status, (await answer.json()).url]).toEqual([200, server.url])
  expect(answer.headers.getSetCookie().join()).toContain("session-token=")
})

describe("a browser's session", () => {
  const foreign: [string, Record<string, string>][] = [
    ["from another site", { "sec-fetch-site": "cross-site" }],
    ["from a neighbouring host", { "sec-fetch-site": "same-site" }],
    ["with another site's Origin", { origin: "https://evil.example" }],
    ["with the Origin null", { origin: "null" }],
    ["with another port's Origin", { origin: "http://localhost:1" }],
  ]

  test.each(foreign)("changes nothing in a request %s", async (_, headers) => {
    const cookie = await signInByHttp(server.url, users.admin.email)
    const { id } = await adminKey.addClient()
    const rows = await allRows(sql)
    const api = as({ cookie, ...headers })
    expectProblem(await api.post("/clients", { first_name: "Mallory", last_name: "Intruder" }), 403)
    expectProblem(await api.patch(`/clients/${id}`, { notes: "Mallory was here" }), 403)
    expectProblem(await api.delete(`/clients/${id}`), 403)
    expectProblem(await api.checkIn(id), 403)
    expectProblem(await api.get(`/clients/${id}`), 403)
    expect(await allRows(sql)).toBe(rows)
  })

  test.each(foreign)("calls no action of a page in a request %s", async (_, headers) => {
    const cookie = await signInByHttp(server.url, users.admin.email)
    const action = actionOfBuild("makeResetLinkAction")
    const makeLink = (from: Record<string, string>) =>
      callAction(server.url, action, { id: users.staff.id }, { cookie, ...from })
    const rows = await allRows(sql)
    // A browser always tells the Origin of what it sends by POST.
    const refused = await makeLink({ origin: "https://evil.example", ...headers })
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(refused.text).not.toContain('"token":')
    expect(await allRows(sql)).toBe(rows)
    expect((await makeLink({})).text).toContain('"token":')
  })

  test("changes nothing when nothing says where the request comes from", async () => {
    const cookie = await signInByHttp(server.url, users.admin.email)
    const rows = await allRows(sql)
    const answer = await as({ cookie }).post("/clients", { first_name: "Mallory", last_name: "Intruder" })
    expectProblem(answer, 403)
    expect(await allRows(sql)).toBe(rows)
  })

  test("serves the product's own pages, by Origin too", async () => {
    const cookie = await signInByHttp(server.url, users.staff.email)
    expect((await as({ cookie, origin: server.url }).get("/stats")).status).toBe(200)
    expect((await as({ cookie, "sec-fetch-site": "none" }).get("/stats")).status).toBe(200)
  })

  test("of the front desk is stopped in front of every address of admins, also one that is not there", async () => {
    const { credentials } = await anotherBrowser("staff")
    for (const path of ["/admin/users", "/admin/nothing"])
      expect([path, (await fetch(server.url + path, { headers: credentials })).status]).toEqual([path, 403])
  })

  test("does not help a key that is wrong", async () => {
    const cookie = await signInByHttp(server.url, users.admin.email)
    const api = as({ cookie, "sec-fetch-site": "same-origin", authorization: "Bearer bec_wrong" })
    expectProblem(await api.get("/stats"), 401)
  })

  test.each(["", "next-auth.session-token=", "next-auth.session-token=a.b.c", "next-auth.session-token=%00"])(
    "does not come from the cookie %j",
    async (cookie) => {
      expectProblem(await as({ cookie, "sec-fetch-site": "same-origin" }).get("/stats"), 401)
    },
  )
})

const ends: Record<string, (id: string) => Promise<unknown>> = {
  "is deactivated": (id) => deactivateUser(system, { id }),
  "gets another role": (id) => changeRole(system, { id, role: "admin" }),
  "gets another password": async (id) => {
    const { token } = await makeResetLink(system, { id })
    await setPassword({ ...system, actor: { kind: "visitor" } }, { token, password: "nine quiet rivers run" })
  },
}

describe("a user who", () => {
  test.each(Object.entries(ends))(
    "%s is out at the next request, on the API and on the pages",
    async (name, end) => {
      const email = `${name.replaceAll(" ", "-")}@bec.example`
      const user = await addUserWithPassword(system, { name: "Theodosia Temporary", email, role: "staff" })
      const cookie = await signInByHttp(server.url, email)
      const api = as({ cookie, "sec-fetch-site": "same-origin" })
      const page = () => fetch(`${server.url}/clients`, { redirect: "manual", headers: { cookie } })
      expect((await api.get("/stats")).status).toBe(200)
      expect((await page()).status).toBe(200)
      await end(user.id)
      expectProblem(await api.get("/stats"), 401)
      expectProblem(await api.post("/clients", { first_name: "Too", last_name: "Late" }), 401)
      const answer = await page()
      const text = await answer.text()
      expect(answer.status === 307 ? answer.headers.get("location") : text).toMatch(/\/login\?next=/)
      expect(text).not.toContain("Theodosia")
    },
  )

  test("signs out is out, also with the cookie that was kept", async () => {
    const cookie = await signInByHttp(server.url, users.staff.email)
    await sql`update sessions set ended_at = now() where user_id = ${users.staff.id}`
    expectProblem(await as({ cookie, "sec-fetch-site": "same-origin" }).get("/stats"), 401)
  })

  test("was away for 30 minutes, or signed in 12 hours ago, signs in again", async () => {
    for (const change of [
      sql`last_seen_at = now() - interval '31 minutes'`,
      sql`created_at = now() - interval '12 hours', last_seen_at = now()`,
    ]) {
      const api = await anotherBrowser("staff")
      expect((await api.get("/stats")).status).toBe(200)
      await sql`update sessions set ${change} where user_id = ${users.staff.id}`
      expectProblem(await api.get("/stats"), 401)
    }
  })

  test("was away for as long as the setting allows signs in again, and not before", async () => {
    const api = await anotherBrowser("staff")
    const away = (minutes: number) =>
      sql`update sessions set last_seen_at = now() - make_interval(mins => ${minutes}) where user_id = ${users.staff.id}`
    const limit = async (minutes: number) => {
      await sql`insert into settings (name, value, updated_at) values ('idleLimitMinutes', ${minutes}, now())
        on conflict (name) do update set value = excluded.value`
    }
    await limit(90)
    await away(89)
    expect((await api.get("/stats")).status).toBe(200)
    await away(14)
    await limit(15)
    expect((await api.get("/stats")).status).toBe(200)
    await away(15)
    expectProblem(await api.get("/stats"), 401)
    await sql`delete from settings where name = 'idleLimitMinutes'`
  })

  test("types a wrong password five times cannot sign in with the right one, and is told nothing else", async () => {
    const email = "locked.out@bec.example"
    await addUserWithPassword(system, { name: "Leopold Locked", email, role: "staff" })
    const tries = ["wrong", "wrong", "wrong", "wrong", "wrong", password]
    const refusals = []
    for (const secret of tries) refusals.push(await refusal(email, secret))
    refusals.push(await refusal("nobody.at.all@bec.example", password))
    expect(new Set(refusals).size).toBe(1)
    expect(refusals[0]).toContain("CredentialsSignin")
  })
})

describe("an API key", () => {
  test("that is revoked opens nothing from the next request on", async () => {
    const { id, key } = await addApiKey(system, "admin")
    const api = as({ authorization: `Bearer ${key}` })
    expect((await api.get("/stats")).status).toBe(200)
    await revokeApiKey(system, { id })
    const answer = await api.get("/stats")
    expectProblem(answer, 401)
    expect(answer.headers.get("www-authenticate")).toBe("Bearer")
  })

  test.each(["Bearer", "Bearer ", "Basic YTpi", "bec_", "Bearer bec_x y", `Bearer ${"x".repeat(5000)}`])(
    "is not %j",
    async (authorization) => expectProblem(await as({ authorization }).get("/stats"), 401),
  )

  test("cannot be guessed: after 30 wrong ones a caller waits, and others do not", async () => {
    await earlyInAMinute()
    const from = (address: string, key: string) =>
      as({ authorization: `Bearer ${key}`, "x-forwarded-for": address })
    const statuses = []
    for (let count = 0; count < 31; count++)
      statuses.push((await from("203.0.113.9", "bec_guess").get("/stats")).status)
    expect(statuses).toEqual([...Array(30).fill(401), 429])
    const { key } = await addApiKey(system, "staff")
    const waiting = await from("203.0.113.9", key).get("/stats")
    expectProblem(waiting, 429)
    expect(Number(waiting.headers.get("retry-after"))).toBeGreaterThan(0)
    expect((await from("203.0.113.10", key).get("/stats")).status).toBe(200)
  })
})

test("who has neither key nor session is asked for one", async () => {
  const answer = await visitor.get("/clients")
  expectProblem(answer, 401)
  expect(answer.headers.get("www-authenticate")).toBe("Bearer")
})

async function refusal(email: string, secret: string): Promise<string> {
  return await signInByHttp(server.url, email, secret).then(
    () => "signed in",
    (error) => String(error).replace(/localhost:\d+/, "localhost"),
  )
}

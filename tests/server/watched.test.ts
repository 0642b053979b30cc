import { readFileSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import { describe, expect, test } from "vitest"
import { beforeTests } from "../support/before"
import { waitUntil } from "../support/processes"
import { signInByHttp } from "../support/server"
import { openServedCentre } from "./centre"

const token = "the-token-of-the-tests-for-figures"
const { adminKey, server, users, anotherBrowser, browser, keys, sql } = openServedCentre({
  METRICS_TOKEN: token,
  SLOW_QUERY_MS: "150",
})
const client = beforeTests(() => adminKey.addClient({ email: "canary@quill.example", phone: "+16615550142" }))
const desk = browser("staff")

type Line = Record<string, unknown> & { msg: string; actor?: { kind: string; id: string | null } }

const lines = (): Line[] =>
  server
    .output()
    .split("\n")
    .filter(Boolean)
    .flatMap((line) => {
      try {
        return [JSON.parse(line)]
      } catch {
        return []
      }
    })

/** The line of the log about the request with this id. */
async function lineOf(requestId: string | null) {
  const find = () =>
    lines().find((line) => line.requestId === requestId && line.msg === "a request was answered")
  await waitUntil(`the line of ${requestId} is written`, () => find() !== undefined)
  return find()
}

const ask = (path: string, init: RequestInit = {}) =>
  fetch(server.url + path, { redirect: "manual", ...init, headers: { ...desk.credentials, ...init.headers } })

/** The names of figures in an expression of PromQL. */
const namesIn = (expr: string) =>
  [
    ...expr.replace(/\{[^}]*\}|\[[^\]]*\]|by \([^)]*\)/g, "").matchAll(/\b[a-z]+(?:_[a-z0-9]+)+\b(?! *\()/g),
  ].map(([name]) => name)

test("each request is one line: the pattern of its address, who asked by id, how it ended and how long it took", async () => {
  const id = "given-by-the-proxy-1"
  const answer = await ask(`/clients/${client.id}?from=canary`, { headers: { "x-request-id": id } })
  await answer.text()
  expect([answer.status, answer.headers.get("x-request-id")]).toEqual([200, id])
  expect(await lineOf(id)).toMatchObject({
    level: 30,
    method: "GET",
    route: "/clients/[id]",
    status: 200,
    ms: expect.any(Number),
    actor: { kind: "user", id: users.staff.id },
  })
  expect(
    lines().filter(({ requestId, msg }) => requestId === id && msg === "a request was answered"),
  ).toHaveLength(1)
})

test.each([
  ["GET", "/api/v1/clients?query=canary", 200, "/api/v1/clients", "user"],
  ["POST", "/api/v1/clients", 403, "/api/v1/clients", "user"],
  ["GET", "/live/here", 200, "/live/here", "user"],
  ["GET", "/reports/csv/attendance?from=2026-01-01&to=2026-02-01", 200, "/reports/csv/attendance", "user"],
  ["POST", "/kiosk/calls/look-up", 401, "/kiosk/calls/look-up", "visitor"],
  ["POST", "/api/v1/hooks/zapier", 401, "/api/v1/hooks/zapier", "visitor"],
  ["GET", "/api/v1/nothing/canary", 404, "/api/v1/[...rest]", undefined],
  ["GET", "/canary@quill.example", 404, "other", undefined],
  ["GET", "/admin/users", 403, "/admin/users", undefined],
])("%s %s has its line, too", async (method, path, status, route, kind) => {
  const body = method === "POST" ? "{}" : undefined
  const answer = await ask(path, {
    method,
    body,
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
  })
  await answer.text()
  const line = await lineOf(answer.headers.get("x-request-id"))
  expect([answer.status, line?.method, line?.route, line?.status]).toEqual([status, method, route, status])
  if (kind) expect(line?.actor?.kind).toBe(kind)
})

test("a key is named by its id", async () => {
  const { headers } = await adminKey.get("/stats")
  expect((await lineOf(headers.get("x-request-id")))?.actor).toEqual({ kind: "api_key", id: keys.admin.id })
})

test("an id from outside that could carry more than an id is not taken", async () => {
  const answer = await ask("/login", { headers: { "x-request-id": "canary@quill.example" } })
  expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/)
})

test("an error shows the id under which it stands in the log", async () => {
  await sql`alter table plans rename column name to lost_name`
  try {
    const answer = await fetch(`${server.url}/api/v1/plans`, {
      headers: { authorization: `Bearer ${keys.admin.key}` },
    })
    const id = answer.headers.get("x-request-id")
    expect([answer.status, (await answer.json()).detail]).toEqual([
      500,
      expect.stringContaining(`Reference ${id}.`),
    ])
    await waitUntil("the error is logged", () =>
      lines().some((line) => line.requestId === id && line.level === 50),
    )
    const page = await ask("/memberships")
    const shown = await page.text()
    const pageId = String(page.headers.get("x-request-id"))
    expect(shown).toContain(pageId.slice(0, 8))
    expect(lines().some((line) => line.requestId === pageId && line.msg === "a page failed")).toBe(true)
  } finally {
    await sql`alter table plans rename column lost_name to name`
  }
})

test("a slow query is logged with its text, without values, and with the request that asked", async () => {
  const lock = await sql.reserve()
  await lock`begin`
  await lock`select from clients where id = ${client.id} for update`
  const changing = adminKey.patch(`/clients/${client.id}`, { notes: "canary notes of the slow one" })
  await waitUntil("the change waits for the lock", async () => {
    const [found] = await sql`
      select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
    return found?.waiting === 1
  })
  await sleep(200)
  await lock`rollback`
  lock.release()
  const { headers } = await changing
  const slow = () =>
    lines().find((line) => line.msg === "a query was slow" && line.requestId === headers.get("x-request-id"))
  await waitUntil("the slow query is logged", () => slow() !== undefined)
  expect(slow()).toMatchObject({
    level: 40,
    ms: expect.any(Number),
    statement: expect.stringContaining("$1"),
  })
})

describe("figures", () => {
  const figures = async () => {
    const answer = await fetch(`${server.url}/api/v1/metrics`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"])
    return await answer.text()
  }
  const valueIn = (text: string, series: string) =>
    Number(
      text
        .split("\n")
        .find((line) => line.startsWith(`${series} `))
        ?.split(" ")[1] ?? Number.NaN,
    )

  test("only the token opens them: no key and no session", async () => {
    const statusFor = async (headers: Record<string, string>) =>
      (await fetch(`${server.url}/api/v1/metrics`, { headers })).status
    for (const headers of [
      {},
      adminKey.credentials,
      (await anotherBrowser("admin")).credentials,
      { authorization: `Bearer ${token}x` },
      { authorization: token },
    ])
      expect(await statusFor(headers)).toBe(401)
  })

  test("requests, queries, check-ins and sign-ins are counted", async () => {
    const before = await figures()
    await adminKey.checkIn(client.id)
    await signInByHttp(server.url, users.staff.email, "not the password").catch(() => {})
    await (await ask(`/clients/${client.id}`)).text()
    let after = before
    const grown = (series: string) => valueIn(after, series) - (valueIn(before, series) || 0)
    const page = 'http_request_duration_seconds_count{method="GET",route="/clients/[id]",status="2xx"}'
    await waitUntil("the page is counted", async () => {
      after = await figures()
      return grown(page) > 0
    })
    expect(grown('check_ins_total{method="api"}')).toBe(1)
    expect(grown('sign_ins_total{outcome="wrong"}')).toBe(1)
    expect(grown(page)).toBe(1)
    expect(grown('db_query_duration_seconds_count{kind="select"}')).toBeGreaterThan(3)
    expect(grown('db_query_duration_seconds_count{kind="insert"}')).toBeGreaterThan(1)
    expect(valueIn(after, "db_up")).toBe(1)
    expect(valueIn(after, "db_pool_connections_max")).toBe(20)
    expect(after).toMatch(/^bec_crm_info\{process="[^"]+:\d+",role="web"\} 1$/m)
    expect(after).toMatch(/^process_resident_memory_bytes \d+/m)
  })

  test("every figure that the dashboard and the alerts ask for is there", async () => {
    const text = await figures()
    const known = new Set(
      [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = "", type]) =>
        type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
      ),
    )
    const { panels } = JSON.parse(readFileSync("docs/grafana.json", "utf8"))
    const shown = panels.flatMap(({ targets = [] }: { targets?: { expr: string }[] }) =>
      targets.map(({ expr }) => expr),
    )
    const alerts = [...readFileSync("docs/alerts.yml", "utf8").matchAll(/expr: (.*)$/gm)].map(
      ([, expr = ""]) => expr,
    )
    expect(shown.length).toBeGreaterThan(25)
    expect(alerts.length).toBeGreaterThan(8)
    const asked = new Set([...shown, ...alerts].flatMap(namesIn))
    expect([...asked].filter((name) => !known.has(name))).toEqual([])
    const ours = [...known].filter((name) => !/^(process|nodejs)_|_sum$/.test(name))
    expect(
      ours.filter(
        (name) =>
          !asked.has(name) &&
          !asked.has(name.replace(/_(count|bucket)$/, (end) => (end === "_count" ? "_bucket" : "_count"))),
      ),
    ).toEqual([])
  })

  test("no address, id or name becomes a label, whatever is asked for", async () => {
    const before = (await figures()).split("\n").length
    for (let at = 0; at < 40; at++) {
      await (await ask(`/clients/${crypto.randomUUID()}`)).text()
      await (await ask(`/canary-${at}`)).text()
      await (await ask(`/api/v1/canary/${at}?q=canary`)).text()
    }
    const text = await figures()
    expect(text).not.toMatch(/canary|quill/i)
    expect(text.split("\n").length - before).toBeLessThan(60)
  })
})

test("no line holds anything about a client or a secret", () => {
  expect(server.output()).not.toMatch(/canary|quillfeather|6615550142/i)
  expect(server.output()).not.toContain(token)
  expect(server.output()).not.toContain(client.id)
})

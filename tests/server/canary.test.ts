import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { makeResetLink } from "../../lib/users/reset-password"
import { hookSignature } from "../../lib/webhooks/sign"
import { addUserWithPassword, signInByHttp, zapierSecrets } from "../support/server"
import { pairByHttp } from "../support/tablet"
import { actionsOfBuild, callAction } from "./actions"
import { openServedCentre } from "./centre"
import { runCrm } from "./crm"

const { server, sql, system, keys, url: databaseUrl } = openServedCentre()

/** What must stand in no log, no address and no error; each is told from everything else by itself. */
const planted = {
  firstName: "Canarina",
  lastName: "Xylophonist",
  phone: "6615550142",
  email: "canarina.x@finch.example",
  uci: "7391846",
  notes: "zebra quartz notebook",
  guardian: "Goldfinch Senior",
  password: "violet canary sings at dusk",
  code: "804417",
}
/** Their own name and e-mail address stand on every page that they see, so these are not listened for there. */
const user = { name: "Wanda Watcher", email: "wanda.watcher@perch.example" }

/** The same as people and programs write it: other cases, escaped, in base64 (three ways it can fall). */
function spellings(text: string): string[] {
  const shifts = ["", "x", "xx"].map((before) =>
    Buffer.from(before + text)
      .toString("base64")
      .replace(/=+$/, "")
      .slice(before ? 4 : 0, -4),
  )
  return [
    text,
    encodeURIComponent(text),
    text.replaceAll(" ", "+"),
    ...shifts.filter((one) => one.length >= 8),
  ]
}
const canaries: Record<string, string[]> = {
  ...Object.fromEntries(Object.entries(planted).map(([name, text]) => [name, spellings(text)])),
  "shown phone": ["(661) 555-0142", "661-555-0142", "661 555 0142"],
}

/** The canaries in a text. */
const heardIn = (text: string) => {
  const lower = text.toLowerCase()
  return Object.entries(canaries).flatMap(([name, all]) =>
    all.some((one) => lower.includes(one.toLowerCase())) ? [name] : [],
  )
}

type Heard = { where: string; canaries: string[] }
const leaks: Heard[] = []
const listen = (where: string, text: string) => {
  const found = heardIn(text)
  if (found.length > 0) leaks.push({ where: `${where}: ${text.slice(0, 200)}`, canaries: found })
}
const statuses = new Set<number>()

/** Sends a request and listens where nothing may be heard: where it leads, what its links say, what an error says. */
async function ask(path: string, init: RequestInit = {}) {
  const answer = await fetch(server.url + path, { redirect: "manual", ...init })
  const text = await answer.text()
  const what = `${init.method ?? "GET"} ${path.replace(/\?.*/, "")} -> ${answer.status}`
  statuses.add(answer.status)
  for (const name of ["location", "set-cookie", "content-disposition", "link", "refresh", "x-request-id"])
    listen(`${what} ${name}`, answer.headers.get(name) ?? "")
  if (answer.status >= 400) listen(what, text)
  for (const [, href = ""] of text.matchAll(/(?:href|action|src)="([^"]*\?[^"]*)"/g))
    listen(`${what} link`, href)
  return { status: answer.status, text, headers: answer.headers }
}
const json = (body: unknown, headers: Record<string, string>, method = "POST"): RequestInit => ({
  method,
  headers: { "content-type": "application/json", "idempotency-key": planted.notes, ...headers },
  body: typeof body === "string" ? body : JSON.stringify(body),
})

const key: Record<string, string> = {}
const person = {
  first_name: planted.firstName,
  last_name: planted.lastName,
  phone: planted.phone,
  email: planted.email,
  uci_number: planted.uci,
  notes: planted.notes,
  parent_guardian_name: planted.guardian,
}
let cookies: { admin: string; staff: string }
let tablet = ""
let clientId = ""
let token = ""
const actions = actionsOfBuild()

beforeAll(async () => {
  const admin = await addUserWithPassword(system, { ...user, role: "admin" })
  const staff = await addUserWithPassword(system, {
    name: "Samira Second",
    email: "s2@bec.example",
    role: "staff",
  })
  cookies = {
    admin: await signInByHttp(server.url, admin.email),
    staff: await signInByHttp(server.url, staff.email),
  }
  token = (await makeResetLink(system, { id: staff.id })).token
  canaries.token = [token]
  key.authorization = `Bearer ${keys.admin.key}`
  canaries.key = [keys.admin.key, keys.staff.key]
  canaries.session = Object.values(cookies).map(
    (cookie) => cookie.split("session-token=")[1]?.slice(0, 40) ?? "none",
  )
  tablet = await pairByHttp(server.url, system.db)
  canaries["tablet's credential"] = [tablet.split("=")[1] ?? "none"]
  const made = await ask("/api/v1/clients", json(person, key))
  clientId = JSON.parse(made.text).id
})

/** Every entrance with what a caller can get wrong, and with what is right; actions as all of these. */
async function everyEntrance(callers: Record<string, string>) {
  await api()
  await signIns()
  await pages()
  await serverActions(callers)
  await imports()
  await kiosk()
  await hooks()
}

async function api() {
  const wrong = {
    ...person,
    date_of_birth: planted.notes,
    language: planted.notes,
  }
  await ask("/api/v1/clients", json(person, key))
  await ask("/api/v1/clients", json(wrong, key))
  await ask("/api/v1/clients", json(`{"first_name":"${planted.firstName}`, key))
  await ask("/api/v1/clients", json(person, {}))
  await ask(
    "/api/v1/clients",
    json(person, { authorization: `Bearer ${planted.notes.replaceAll(" ", "_")}` }),
  )
  await ask("/api/v1/clients", json(person, { authorization: `Bearer ${keys.staff.key}` }))
  await ask("/api/v1/clients", json({ notes: planted.notes.repeat(60_000) }, key))
  await ask("/api/v1/clients", { ...json(person, key), headers: { ...key, "content-type": "text/plain" } })
  await ask(
    `/api/v1/clients/${clientId}`,
    json(person, { ...key, "if-match": `"${planted.notes}"` }, "PATCH"),
  )
  await ask(`/api/v1/clients/${crypto.randomUUID()}`, json(person, key, "PATCH"))
  await ask(`/api/v1/clients/${planted.lastName}`, { headers: key })
  await ask(`/api/v1/clients/${clientId}/notes`, json({ body: planted.notes }, key))
  await ask(`/api/v1/clients/${clientId}/memberships`, json({ plan_code: planted.notes }, key))
  for (const query of [planted.lastName, planted.email, planted.phone, planted.uci])
    await ask(`/api/v1/clients?limit=1000&query=${encodeURIComponent(query)}`, { headers: key })
  await ask(`/api/v1/clients?query=${planted.lastName}&query=${planted.firstName}&limit=x`, {
    headers: key,
  })
  await ask("/api/v1/check-ins", json({ client_id: clientId, station: planted.notes.repeat(50) }, key))
  await ask("/api/v1/check-ins", json({ client_id: planted.lastName, notes: planted.notes }, key))
  await ask(`/api/v1/webhooks/samples/${encodeURIComponent(planted.notes)}`, { headers: key })
  await ask(
    "/api/v1/webhooks/subscriptions",
    json({ url: `https://${planted.lastName}.invalid`, event: "x" }, key),
  )
  await ask(`/api/v1/${planted.lastName}`, { headers: key })
}

async function signIns() {
  const asked = await ask("/api/auth/csrf")
  const { csrfToken } = JSON.parse(asked.text)
  const cookie = asked.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ")
  for (const email of [user.email, planted.email])
    await ask(`/api/auth/callback/credentials?email=${planted.lastName}`, {
      method: "POST",
      headers: { cookie, "sec-fetch-site": "same-origin", "user-agent": planted.notes },
      body: new URLSearchParams({
        csrfToken,
        email,
        password: planted.password,
        code: planted.code,
        json: "true",
      }),
    })
  for (const call of ["_log", "signin", "error", "callback/email", "verify-request"])
    await ask(`/api/auth/${call}`, json({ level: "error", code: planted.notes, message: planted.email }, {}))
  await ask(`/set-password?token=${planted.lastName}`)
  await ask(`/login?next=${encodeURIComponent(`/clients?q=${planted.lastName}`)}`)
}

async function pages() {
  const searched = `q=${encodeURIComponent(planted.lastName)}`
  for (const path of ["/clients", "/check-ins", "/memberships", "/staff-notes"])
    await ask(`${path}?${searched}`)
  for (const role of ["admin", "staff"] as const) {
    const headers = { cookie: cookies[role] }
    for (const path of [
      "/",
      "/clients",
      `/clients/${clientId}`,
      "/check-ins",
      "/memberships",
      "/reports",
      "/account",
    ])
      await ask(path, { headers })
    for (const path of ["/admin/users", "/admin/audit", "/imports", "/clients/nonsense", "/nothing"])
      await ask(path, { headers })
    await ask("/clients?cursor=nonsense", { headers })
    await ask(`/clients/${crypto.randomUUID()}`, { headers })
    await ask(`/reports/csv/clients?by=${planted.lastName}`, { headers })
    await ask(`/memberships/export?status=${planted.lastName}`, { headers })
    await ask("/live/here", { headers })
  }
}

/** Each action with nonsense of every shape. What comes back is an outcome, which may quote no value. */
async function serverActions(callers: Record<string, string>) {
  const words = Object.fromEntries(
    [
      "name",
      "email",
      "notes",
      "password",
      "current",
      "token",
      "code",
      "pin",
      "url",
      "value",
      "query",
      "body",
    ].map((field) => [field, planted.notes]),
  )
  const inputs = [
    { ...person, ...words, id: clientId, clientId, ...camel(), changes: camel(), version: planted.notes },
    { id: planted.lastName, ...camel() },
    planted.notes,
  ]
  for (const action of actions)
    for (const [who, cookie] of Object.entries(callers))
      for (const input of inputs) {
        const answer = await callAction(server.url, action, input, cookie ? { cookie } : {})
        statuses.add(answer.status)
        const what = `${action.name} as ${who} -> ${answer.status}`
        listen(`${what} location`, answer.headers.get("location") ?? "")
        if (answer.status >= 400) listen(what, answer.text)
        for (const [failure] of answer.text.matchAll(/\{"ok":false,"error":\{.*?\}\}/g)) listen(what, failure)
      }
}

const camel = () => ({
  firstName: planted.firstName,
  lastName: planted.lastName,
  phone: planted.phone,
  email: planted.email,
  uciNumber: planted.uci,
  notes: planted.notes,
  password: planted.password,
})

async function imports() {
  const csv = `first_name,last_name,email,phone,uci_number,notes,date_of_birth
${planted.firstName},${planted.lastName},${planted.email},${planted.phone},${planted.uci},"${planted.notes}",never
${planted.firstName},,${planted.lastName},${planted.lastName},${planted.uci},"${planted.notes}
`
  for (const body of [csv, csv.replaceAll(",", ";"), "\0\0\0", `${planted.lastName}\n`]) {
    const begun = await ask(`/api/v1/imports?check=${planted.lastName}`, {
      method: "POST",
      headers: { ...key, "content-type": "text/csv" },
      body,
    })
    expect(begun.status).toBeGreaterThanOrEqual(400)
    const taken = await ask("/api/v1/imports?dry_run=true", {
      method: "POST",
      headers: { ...key, "content-type": "text/csv" },
      body,
    })
    const { id } = JSON.parse(taken.text)
    if (!id) continue
    for (let time = 0; time < 40; time++) {
      const { text } = await ask(`/api/v1/imports/${id}`, { headers: key })
      if (!/"(checking|waiting|queued)"/.test(text)) break
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await ask(`/imports/${id}`, { headers: { cookie: cookies.admin } })
    await ask(`/api/v1/imports/${id}/undo`, json({}, key))
  }
}

async function kiosk() {
  const headers = { cookie: tablet, "sec-fetch-site": "same-origin" }
  for (const call of [
    "look-up",
    "check-in",
    "check-out",
    "undo",
    "call",
    "contact",
    "sync",
    "unlock",
    "unpair",
    "pair",
  ])
    for (const body of [
      { way: "phone", value: planted.phone, pin: planted.code, code: planted.notes, ticket: planted.notes },
      { way: planted.notes, value: planted.notes, people: [{ ticket: planted.notes, key: planted.notes }] },
      { entries: [{ key: planted.notes, ticket: planted.notes, at: planted.notes }], build: planted.notes },
      `{"value":"${planted.phone}`,
    ])
      for (const cookie of [tablet, ""]) await ask(`/kiosk/calls/${call}`, json(body, { ...headers, cookie }))
  await ask("/kiosk", { headers })
}

async function hooks() {
  const client = { first_name: planted.firstName, last_name: planted.lastName, phone: planted.phone }
  const event = (more: object) => ({
    id: `evt_${Math.random()}`,
    event: "membership.created",
    timestamp: new Date().toISOString(),
    data: { client, membership: { plan_code: planted.notes, starts_on: planted.notes } },
    ...more,
  })
  for (const body of [
    event({}),
    event({ id: planted.notes }),
    event({ event: planted.notes }),
    event({ data: client }),
  ]) {
    const text = JSON.stringify(body)
    const signed = { "x-hook-signature": hookSignature(zapierSecrets[0] ?? "", Buffer.from(text)) }
    await ask("/api/v1/hooks/zapier", json(text, signed))
    await ask("/api/v1/hooks/zapier", json(text, { "x-hook-signature": planted.notes }))
  }
}

const none: Heard[] = []
const expectSilence = () => {
  expect(leaks).toEqual(none)
  expect(heardIn(server.output())).toEqual([])
  expect(server.output()).not.toMatch(/wanda/i)
}

describe("personal data and secrets", () => {
  test("are heard where they should be, so that silence elsewhere means something", async () => {
    const page = await ask(`/clients/${clientId}`, { headers: { cookie: cookies.admin } })
    expect(heardIn(page.text)).toEqual(
      expect.arrayContaining(["firstName", "lastName", "email", "uci", "notes"]),
    )
    expect(
      heardIn(`/x?cursor=${Buffer.from(JSON.stringify([planted.lastName])).toString("base64url")}`),
    ).toEqual(["lastName"])
  })

  test("stand in no log, no address and no error, whatever is sent to whichever entrance", async () => {
    await everyEntrance({ ...cookies, nobody: "" })
    for (const status of [200, 202, 307, 400, 401, 403, 404, 409, 412, 413, 415, 422])
      expect([...statuses], `an answer ${status} was provoked`).toContain(status)
    expectSilence()
  })

  test("stand in no marker of the next page of any list", async () => {
    for (let n = 0; n < 60; n++)
      await ask("/api/v1/clients", json({ first_name: planted.firstName, last_name: planted.lastName }, key))
    const pages = ["/clients", "/memberships?status=none", "/reports", "/check-ins"]
    const markers: string[] = []
    for (const path of pages) {
      const { text } = await ask(path, { headers: { cookie: cookies.admin } })
      markers.push(...(text.match(/cursor=[^"&]+/g) ?? []))
    }
    expect(markers.length).toBeGreaterThan(0)
    expectSilence()
  })

  describe("while the database has a fault", () => {
    beforeAll(async () => {
      for (const [table, column] of broken)
        await sql`alter table ${sql(table)} rename column ${sql(column)} to lost_column`
    })
    afterAll(async () => {
      for (const [table, column] of broken)
        await sql`alter table ${sql(table)} rename column lost_column to ${sql(column)}`
    })
    const broken = [
      ["clients", "first_name"],
      ["users", "failed_sign_ins"],
      ["check_ins", "station"],
      ["inbound_events", "type"],
    ] as const

    test("stand in no log, no address and no error either", async () => {
      // Others are refused before anything of theirs is looked at.
      await everyEntrance({ admin: cookies.admin })
      expect([...statuses]).toContain(500)
      expect(server.output()).toContain('"level":50')
      expectSilence()
    })

    test("are not said by the command line", () => {
      const settings = {
        DATABASE_URL: databaseUrl,
        APP_URL: server.url,
        AUTH_SECRET: "kept by the tests and by nobody else at all",
      }
      for (const args of [
        ["users", "add", "--name", planted.firstName, "--email", planted.email, "--role", "staff"],
        ["users", "reset", "--email", planted.email],
        ["import", "/nothing/here.csv"],
        ["export"],
      ]) {
        const { code, stdout, stderr } = runCrm(args, settings)
        expect([args[0], code === 0 && args[0] !== "users"]).toEqual([args[0], false])
        listen(`crm ${args[0]}`, stdout.includes("/set-password?token=") ? "" : stdout + stderr)
      }
      expectSilence()
    })
  })
})

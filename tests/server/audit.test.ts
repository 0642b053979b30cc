import { describe, expect, test } from "vitest"
import { rightsOf } from "../../db/roles"
import { verifyAudit } from "../../lib/audit/verify"
import { waitUntil } from "../support/processes"
import { signInByHttp } from "../support/server"
import { openServedCentre } from "./centre"
import { runCrm } from "./crm"

const centre = openServedCentre()
const { sql, server, users, adminKey, staffKey } = centre

const events = (type: string) => sql`
  select type, actor_kind, actor_name, client_id, channel, address, data from events where type = ${type} order by id`
const from = (address: string) => ({ "x-forwarded-for": `203.0.113.1, ${address}` })

async function addClient(name: string): Promise<string> {
  const answer = await adminKey.post("/clients", { first_name: name, last_name: "Reyes" })
  return answer.body.id
}

test("the server and its worker run as a role that cannot touch the log", async () => {
  expect(await rightsOf(centre.db)).toEqual({ role: "bec_app", restricted: true })
})

test("what a key changes and reads is kept with the key, the way in and the address", async () => {
  const id = await addClient("Ida")
  const reader = centre.as({ authorization: `Bearer ${centre.keys.staff.key}`, ...from("192.0.2.7") })
  for (let time = 0; time < 3; time++) expect((await reader.get(`/clients/${id}`)).status).toBe(200)
  await staffKey.get(`/clients/${id}`)
  const readings = (await events("client.viewed")).filter(({ client_id }) => client_id === id)
  expect(readings).toMatchObject([
    { actor_kind: "api_key", actor_name: "staff script", channel: "api", address: "192.0.2.7" },
    { actor_kind: "api_key", channel: "api" },
  ])
})

test("a client's page in the browser is kept with the person who opened it", async () => {
  const id = await addClient("Pia")
  const cookie = await signInByHttp(server.url, users.staff.email)
  const page = await fetch(`${server.url}/clients/${id}`, { headers: { cookie, ...from("198.51.100.4") } })
  expect(page.status).toBe(200)
  await page.text()
  expect((await events("client.viewed")).filter(({ client_id }) => client_id === id)).toMatchObject([
    { actor_kind: "user", actor_name: users.staff.name, channel: "page", address: "198.51.100.4" },
  ])
})

test("a sign-in and a failed one are kept with their address, and without what was typed", async () => {
  await signInByHttp(server.url, users.admin.email)
  await expect(signInByHttp(server.url, users.admin.email, "five blue buckets sing")).rejects.toThrow()
  await expect(signInByHttp(server.url, "stranger@bec.example", "five blue buckets sing")).rejects.toThrow()
  expect((await events("user.signed_in")).at(-1)).toMatchObject({
    data: { userId: users.admin.id },
    channel: "page",
  })
  const failed = await events("user.sign_in_failed")
  expect(failed.map(({ data }) => data)).toEqual([
    { userId: users.admin.id, because: "password" },
    { userId: null, because: "unknown" },
  ])
  expect(failed[0]?.address).toMatch(/^[\d.:a-f]+$/)
  expect(JSON.stringify(failed)).not.toMatch(/stranger|buckets/)
})

test("a key that is none is kept as a refusal", async () => {
  const stranger = centre.as({ authorization: "Bearer bec_nothing", ...from("198.51.100.77") })
  for (let time = 0; time < 3; time++) expect((await stranger.get("/clients")).status).toBe(401)
  expect(await events("access.refused")).toMatchObject([
    { actor_kind: "visitor", channel: "api", address: "198.51.100.77", data: { by: "api_key" } },
  ])
})

describe("a file that is taken along", () => {
  test("is kept: the clients, and a report", async () => {
    expect((await adminKey.get("/clients/export")).status).toBe(200)
    const cookie = await signInByHttp(server.url, users.admin.email)
    const report = await fetch(`${server.url}/memberships/export?status=expired`, { headers: { cookie } })
    expect(report.status).toBe(200)
    await report.text()
    expect(await events("clients.exported")).toMatchObject([{ actor_kind: "api_key", channel: "api" }])
    expect(await events("report.exported")).toMatchObject([
      { actor_name: users.admin.name, channel: "page", data: { rows: expect.any(Number) } },
    ])
  })
})

test("the worker seals what happened within seconds, and the chain holds", async () => {
  await addClient("Eva")
  await waitUntil(
    "everything has its seal",
    async () => (await sql`select from unsealed_events`).length === 0,
    20_000,
  )
  const verdict = await verifyAudit(centre.db, { now: new Date() })
  expect(verdict).toMatchObject({ faultCount: 0, faults: [] })
  expect(verdict.sealed).toBeGreaterThan(10)
})

test("the operator's command says whether the log holds, and names the event that was changed", async () => {
  const verify = () => runCrm(["audit", "verify"], { DATABASE_URL: centre.url })
  const before = verify()
  expect([before.code, before.stderr]).toEqual([0, ""])
  expect(before.stdout).toContain("The audit log holds.")
  const [changed] = await sql`
    update events set actor_name = 'Somebody Else'
    where id = (select event_id from event_seals order by position limit 1) returning id`
  const after = verify()
  expect([after.code, after.stderr]).toEqual([1, expect.stringContaining(String(changed?.id))])
  expect(after.stdout).toContain("The audit log does not hold: 1 fault(s).")
})

import { describe, expect, test } from "vitest"
import { openServedCentre } from "./centre"

const token = "a token of the tests, and of nothing else".replaceAll(" ", "-")
const { anotherBrowser, server, sql, visitor } = openServedCentre({ WORKER: "off", METRICS_TOKEN: token })

const workerSeen = async (secondsAgo: number) => {
  await sql`delete from workers`
  await sql`insert into workers (id, inline, started_at, seen_at)
    values (gen_random_uuid(), false, now() - interval '1 hour', now() - make_interval(secs => ${secondsAgo}))`
}
const told = async () => {
  const { status, body } = await visitor.get("/healthz")
  return [status, body.status, body.checks.worker]
}

test("tells of the worker of another process: there, gone without a word, or none at all", async () => {
  expect(await told()).toEqual([200, "ok", "off"])
  await workerSeen(5)
  expect(await told()).toEqual([200, "ok", "ok"])
  await workerSeen(90)
  expect(await told()).toEqual([200, "ok", "unavailable"])
})

describe("asked to look at everything", () => {
  const ask = async (headers: Record<string, string> = {}) => {
    const answer = await fetch(`${server.url}/api/v1/healthz?deep=1`, { headers })
    return { status: answer.status, body: await answer.json() }
  }

  test("it answers nobody but whoever sends the token, and an admin", async () => {
    const desk = await anotherBrowser("staff")
    for (const headers of [{}, { authorization: "Bearer guessed" }] as Record<string, string>[])
      expect((await ask(headers)).status).toBe(401)
    expect((await ask(desk.credentials)).status).toBe(403)
    const admin = await anotherBrowser("admin")
    for (const headers of [{ authorization: `Bearer ${token}` }, admin.credentials] as Record<
      string,
      string
    >[]) {
      const { status, body } = await ask(headers)
      expect([status, body.status, body.checks.database]).toEqual([503, "unavailable", "ok"])
      expect(body.found).toContainEqual(expect.objectContaining({ id: "database.reachable", state: "pass" }))
      expect(body.found).toContainEqual(expect.objectContaining({ id: "settings.production", state: "fail" }))
    }
  })
})

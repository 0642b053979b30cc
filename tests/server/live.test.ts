import { expect, test } from "vitest"
import { signInByHttp } from "../support/server"
import { sharedCentre } from "./centre"

const { adminKey, server, sql, users } = sharedCentre()

async function watch(cookie?: string) {
  const answer = await fetch(`${server.url}/live/here`, {
    redirect: "manual",
    headers: { "sec-fetch-site": "same-origin", ...(cookie ? { cookie } : {}) },
  })
  return { status: answer.status, headers: answer.headers, body: await answer.json() }
}

async function signedIn() {
  const cookie = await signInByHttp(server.url, users.staff.email)
  const [session] = await sql`select id from sessions order by created_at desc limit 1`
  const idleFor = (minutes: number) => sql`
    update sessions set last_seen_at = now() - make_interval(mins => ${minutes}) where id = ${session?.id}`
  const lastSeen = async () => {
    const [row] = await sql`select last_seen_at as at from sessions where id = ${session?.id}`
    return row?.at.getTime() as number
  }
  return { cookie, idleFor, lastSeen }
}

test("an open page is told who is here and how many, all of one moment", async () => {
  const { cookie } = await signedIn()
  const client = await adminKey.addClient({ first_name: "Rosa", last_name: "Marble" })
  const before = (await watch(cookie)).body
  const { body: visit } = await adminKey.checkIn(client.id)
  const { status, headers, body } = await watch(cookie)
  expect([status, headers.get("cache-control")]).toEqual([200, "no-store"])
  expect(body).toMatchObject({ hereNow: before.hereNow + 1, checkedInToday: before.checkedInToday + 1 })
  expect(body.here).toHaveLength(body.hereNow)
  expect(body.here.at(-1)).toEqual({
    id: visit.id,
    clientId: client.id,
    name: "Rosa Marble",
    deleted: false,
    station: null,
    since: expect.stringMatching(/^\d{1,2}:\d\d [AP]M$/),
  })
  await adminKey.post(`/check-ins/${visit.id}/check-out`)
  expect((await watch(cookie)).body).toMatchObject({
    hereNow: before.hereNow,
    checkedInToday: before.checkedInToday + 1,
  })
  await adminKey.delete(`/clients/${client.id}`)
})

test("asking does not count as activity, so a page that nobody works on signs itself out", async () => {
  const { cookie, idleFor, lastSeen } = await signedIn()
  await idleFor(20)
  const before = await lastSeen()
  expect((await watch(cookie)).status).toBe(200)
  expect(await lastSeen()).toBe(before)
  await idleFor(31)
  const { status, headers, body } = await watch(cookie)
  expect([status, headers.get("content-type"), body.status]).toEqual([401, "application/problem+json", 401])
})

test("a visitor is refused in words that a program understands, not sent to the sign-in page", async () => {
  for (const cookie of [undefined, "next-auth.session-token=a.b.c"]) {
    const { status, headers } = await watch(cookie)
    expect([status, headers.get("content-type")]).toEqual([401, "application/problem+json"])
  }
})

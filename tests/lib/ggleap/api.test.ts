import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { ggleapApi, paths } from "../../../lib/ggleap/api"
import { makeGgleap } from "../../support/ggleap"

const fake = makeGgleap({ pageSize: 3 })
beforeAll(fake.open)
afterAll(fake.close)

beforeEach(() => {
  fake.users.clear()
  fake.asked.length = 0
  fake.interfere = undefined
  for (let number = 1; number <= 7; number++)
    fake.add({ Uuid: `u-${number}`, Username: `player${number}`, GroupUuid: "g-other" })
})

const timesAsked = (path: string) => fake.asked.filter((one) => one.path === path).length
const unavailable = { name: "AppError", kind: "unavailable" }
const refused = { name: "AppError", kind: "conflict" }

test("all users come, however many pages they fill", async () => {
  expect((await fake.api().users()).map(({ id }) => id)).toEqual([...fake.users.keys()])
  expect(timesAsked(paths.users)).toBe(3)
})

test("a user has a name, an e-mail in lower case, and a group where ggLeap says it", async () => {
  fake.add({ Uuid: "u-a", Username: "ana", FirstName: "Ana", LastName: "Reyes", Email: "Ana@Example.org" })
  const known = { id: "u-a", name: "ana (Ana Reyes)", email: "ana@example.org", groupId: null }
  expect(await fake.api().user("u-a")).toEqual(known)
  expect(await fake.api().user("u-1")).toMatchObject({ name: "player1", email: null, groupId: "g-other" })
})

test("a user who is not there is nobody, and nobody is moved", async () => {
  expect(await fake.api().user("u-none")).toBeNull()
  expect(await fake.api().move("u-none", "g-covered")).toBe(false)
})

test("it is let in once for many questions, also for those asked at once", async () => {
  const api = fake.api()
  await Promise.all([api.groups(), api.user("u-1"), api.user("u-2")])
  await api.move("u-1", "g-covered")
  expect(timesAsked(paths.auth)).toBe(1)
  expect(fake.groupOf("u-1")).toBe("g-covered")
})

test("what ran out is fetched again once, and the question asked again", async () => {
  const api = fake.api()
  await api.groups()
  fake.expire()
  await Promise.all([api.move("u-1", "g-covered"), api.user("u-2"), api.user("u-3")])
  expect(timesAsked(paths.auth)).toBe(2)
  expect(fake.groupOf("u-1")).toBe("g-covered")
})

test("a service that lets in and then refuses is asked twice, not forever", async () => {
  fake.interfere = ({ path }) => (path === paths.auth ? undefined : { status: 401 })
  await expect(fake.api().groups()).rejects.toMatchObject(refused)
  expect(timesAsked(paths.groups)).toBe(2)
})

test("a wrong key is said to be wrong", async () => {
  const api = ggleapApi({ apiKey: "another key", baseUrl: fake.url })
  await expect(api.groups()).rejects.toThrow("Check GGLEAP_API_KEY")
})

test.each([500, 502, 503])("status %i says that ggLeap is away; it is not asked again", async (status) => {
  fake.interfere = ({ path }) => (path === paths.move ? { status, body: "u-1 secret" } : undefined)
  const failure = await fake
    .api()
    .move("u-1", "g-covered")
    .catch((error) => error)
  expect(failure).toMatchObject(unavailable)
  expect(JSON.stringify({ ...failure, message: failure.message })).not.toContain("secret")
  expect(timesAsked(paths.move)).toBe(1)
})

test("who asks too often is told how long to wait", async () => {
  fake.interfere = ({ path }) =>
    path === paths.groups ? { status: 429, headers: { "retry-after": "30" } } : undefined
  await expect(fake.api().groups()).rejects.toMatchObject({
    ...unavailable,
    details: { retryAfterSeconds: 30 },
  })
})

test("a service that hangs is given up, and let in again afterwards", async () => {
  const api = fake.api(100)
  fake.interfere = () => new Promise(() => {})
  await expect(api.groups()).rejects.toMatchObject(unavailable)
  fake.interfere = undefined
  expect(await api.groups()).toHaveLength(3)
})

test("nobody at the address counts as away", async () => {
  const api = ggleapApi({ apiKey: "k", baseUrl: "http://127.0.0.1:1" })
  await expect(api.groups()).rejects.toMatchObject(unavailable)
})

test.each(["", "no json", "[]", '{"Groups":[{"Uuid":7}]}'])(
  "the answer %j is not understood",
  async (body) => {
    fake.interfere = ({ path }) => (path === paths.groups ? { status: 200, body } : undefined)
    await expect(fake.api().groups()).rejects.toThrow("does not understand")
  },
)

test("an answer about somebody else is not taken for the user's", async () => {
  const body = JSON.stringify({ User: { Uuid: "u-2", Username: "player2" } })
  fake.interfere = ({ path }) => (path === paths.user ? { status: 200, body } : undefined)
  await expect(fake.api().user("u-1")).rejects.toMatchObject(refused)
})

test("a list that never ends is not followed forever", async () => {
  const body = JSON.stringify({ Users: [], PaginationToken: "again" })
  fake.interfere = ({ path }) => (path === paths.users ? { status: 200, body } : undefined)
  await expect(fake.api().users()).rejects.toMatchObject(refused)
})

test("the key follows no redirect to another address", async () => {
  const seen: string[] = []
  const elsewhere = createServer((request, response) => {
    seen.push(String(request.url))
    response.end("{}")
  })
  await new Promise<void>((ready) => elsewhere.listen(0, "127.0.0.1", ready))
  const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`
  fake.interfere = () => ({ status: 307, headers: { location } })
  await expect(fake.api().groups()).rejects.toMatchObject(unavailable)
  expect(seen).toEqual([])
  elsewhere.closeAllConnections()
  elsewhere.close()
})

import { expect, test } from "vitest"
import { limits } from "../../lib/limits"
import { password, signInByHttp } from "../support/server"
import { pairByHttp } from "../support/tablet"
import { actionOfBuild, callAction } from "./actions"
import { expectProblem } from "./api"
import { openServedCentre } from "./centre"

const { adminKey, db, server, sql, users } = openServedCentre()

const act = (name: string, input: unknown, headers: Record<string, string>) =>
  callAction(server.url, actionOfBuild(name), input, headers)
const from = (address: string) => ({ "x-forwarded-for": address })
const repeated = async <R>(times: number, work: () => Promise<R>) => {
  const results: R[] = []
  for (let time = 0; time < times; time++) results.push(await work())
  return results
}
const count = (values: unknown[], value: unknown) => values.filter((one) => one === value).length

/** The limits slide: where a window begins between the tries, a few more may pass. */
const SLACK = 3

test("exports of one caller are limited, in the API and on the pages alike, and not those of another", async () => {
  const statuses = (
    await repeated(limits.exports.allowed + SLACK, () => adminKey.get("/clients/export"))
  ).map(({ status }) => status)
  expect(statuses.slice(0, limits.exports.allowed)).not.toContain(429)
  expect(statuses).toContain(429)
  const refused = await adminKey.get("/clients/export")
  expectProblem(refused, 429)
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0)
  expect(refused.body.detail).toMatch(/Please wait (\d+ minutes|a minute)/)
  expect((await adminKey.get("/clients")).status).toBe(200)

  const cookie = await signInByHttp(server.url, users.admin.email)
  const file = () => fetch(`${server.url}/reports/csv/clients?by=plan&covered=all`, { headers: { cookie } })
  expect((await file()).status).toBe(200)
  const more = await repeated(limits.exports.allowed + SLACK, file)
  const last = more.at(-1)
  expect(last?.status).toBe(429)
  expect(last?.headers.get("retry-after")).toMatch(/^\d+$/)
})

test("whoever sends wrong signatures waits, and nobody else does", async () => {
  const send = (address: string) =>
    fetch(`${server.url}/api/v1/hooks/zapier`, {
      method: "POST",
      body: "{}",
      headers: { "x-hook-signature": "sha256=00", ...from(address) },
    })
  const statuses = (await repeated(limits.wrongSignatures.allowed + SLACK, () => send("203.0.113.20"))).map(
    ({ status }) => status,
  )
  expect(statuses.slice(0, limits.wrongSignatures.allowed)).toEqual(
    Array(limits.wrongSignatures.allowed).fill(401),
  )
  expect(statuses.at(-1)).toBe(429)
  expect((await send("203.0.113.20")).headers.get("retry-after")).toMatch(/^\d+$/)
  expect((await send("203.0.113.21")).status).toBe(401)
})

test("whoever opens links that are none is asked to wait, in plain words", async () => {
  const page = async (address: string) =>
    (await fetch(`${server.url}/set-password?token=made-up`, { headers: from(address) })).text()
  const seen = await repeated(limits.wrongLinks.allowed + SLACK, () => page("203.0.113.30"))
  expect(seen[0]).toContain("This link does not work any more")
  expect(seen.at(-1)).toContain("Please wait a few minutes")
  expect(await page("203.0.113.31")).toContain("This link does not work any more")
  const tried = await act(
    "setPasswordAction",
    { token: "made-up", password: "nine quiet rivers run" },
    from("203.0.113.30"),
  )
  expect(tried.text).toContain('"kind":"rate_limited"')
})

test("a session that somebody found open does not guess its user's password", async () => {
  const cookie = await signInByHttp(server.url, users.staff.email)
  const guess = async (current: string) =>
    (await act("changePasswordAction", { current, password: "nine quiet rivers run" }, { cookie })).text
  const guesses = await repeated(limits.wrongProofs.allowed + SLACK, () => guess("wrong wrong wrong"))
  expect(guesses[0]).toContain("This is not your password.")
  expect(guesses.at(-1)).toMatch(/Please wait \d+ minutes/)
  expect(await guess(password)).toContain('"kind":"rate_limited"')
  const codes = await act("makeRecoveryCodesAction", { password }, { cookie })
  expect(codes.text).toContain('"kind":"rate_limited"')
})

test("guesses that come all at once are no more than guesses one by one", async () => {
  const cookie = await pairByHttp(server.url, db)
  const unlock = (pin: number) =>
    fetch(`${server.url}/kiosk/calls/unlock`, {
      method: "POST",
      headers: { "content-type": "application/json", "sec-fetch-site": "same-origin", cookie },
      body: JSON.stringify({ pin: String(pin) }),
    }).then(({ status }) => status)
  const statuses = await Promise.all(Array.from({ length: 60 }, (_, n) => unlock(100_000 + n)))
  expect(count(statuses, 403)).toBeLessThanOrEqual(limits.wrongPins.allowed + SLACK)
  expect(count(statuses, 429)).toBeGreaterThanOrEqual(60 - limits.wrongPins.allowed - SLACK)
})

test("many who sign in rightly from one address are not in each other's way", async () => {
  const cookies = await repeated(limits.wrongPasswords.allowed + 5, () =>
    signInByHttp(server.url, users.staff.email),
  )
  expect(cookies).toHaveLength(limits.wrongPasswords.allowed + 5)
})

test("wrong passwords that come all at once from one address are stopped", async () => {
  const csrf = await fetch(`${server.url}/api/auth/csrf`)
  const { csrfToken } = await csrf.json()
  const cookie = csrf.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ")
  const guess = async (n: number) => {
    const answer = await fetch(`${server.url}/api/auth/callback/credentials`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie, "sec-fetch-site": "same-origin", ...from("203.0.113.40") },
      body: new URLSearchParams({ csrfToken, email: `n${n}@bec.example`, password, code: "", json: "true" }),
    })
    return /error=(\w+)/.exec(await answer.text())?.[1]
  }
  const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => guess(n)))
  expect(count(answers, "CredentialsSignin")).toBeLessThanOrEqual(limits.wrongPasswords.allowed + SLACK)
  expect(count(answers, "too_many")).toBeGreaterThanOrEqual(50 - limits.wrongPasswords.allowed - SLACK)
})

test("links to set a password are made so many an hour", async () => {
  const cookie = await signInByHttp(server.url, users.admin.email)
  const make = async () => (await act("makeResetLinkAction", { id: users.staff.id }, { cookie })).text
  const made = await repeated(limits.linksMade.allowed + SLACK, make)
  expect(made[0]).toContain('"token":')
  expect(made.at(-1)).toContain('"kind":"rate_limited"')
  const [links] =
    await sql`select count(*)::int as made from password_links where user_id = ${users.staff.id}`
  expect(links?.made).toBeLessThanOrEqual(limits.linksMade.allowed + SLACK)
})

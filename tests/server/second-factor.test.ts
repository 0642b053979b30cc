import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { makeResetLink } from "../../lib/users/reset-password"
import { confirmSecondFactor } from "../../lib/users/second-factor"
import { setPassword } from "../../lib/users/set-password"
import { codeAt, newSecret } from "../../lib/users/totp"
import { addUserWithPassword, password, signInByHttp } from "../support/server"
import { expectProblem } from "./api"
import { openServedCentre } from "./centre"
import { allRows } from "./rows"

const { adminKey, as, anotherBrowser, server, sql, system, users } = openServedCentre()
const STEP_MS = 30_000

let number = 0
/** Somebody whose second factor is on since an hour. */
async function addPersonWithCode(role: "admin" | "staff" = "staff") {
  const email = `secondly${number++}@bec.example`
  const user = await addUserWithPassword(system, { name: "Secunda Secure", email, role })
  const secret = newSecret()
  await turnOn(user, secret, new Date(Date.now() - 3_600_000))
  return { ...user, secret }
}

const turnOn = ({ id, role }: { id: string; role: "admin" | "staff" }, secret: string, now = new Date()) =>
  confirmSecondFactor(
    { ...system, now, actor: { kind: "user", id, name: "Secunda", role, sessionId: id } },
    { secret, code: codeAt(secret, now) },
  )

const refusal = (email: string, secret: string, code?: string) =>
  signInByHttp(server.url, email, secret, code).then(
    () => "signed in",
    (error) => String(error).match(/error=(\w+)/)?.[1],
  )

describe("signing in over HTTP with a second factor", () => {
  test("asks for a code only after the right password, and takes a code once", async () => {
    const { email, secret } = await addPersonWithCode()
    expect(await refusal(email, password)).toBe("code_needed")
    expect(await refusal(email, password, "000000")).toBe("code_wrong")
    const code = codeAt(secret, new Date(Date.now() + STEP_MS))
    for (const given of ["", code, "000000"])
      expect(await refusal(email, "not the password", given)).toBe("CredentialsSignin")
    expect(await signInByHttp(server.url, email, password, code)).toContain("session-token=")
    expect(await refusal(email, password, code)).toBe("code_wrong")
  })

  test("lets one of many in who come with the same code at once", async () => {
    const { id, email, secret } = await addPersonWithCode()
    const code = codeAt(secret, new Date(Date.now() + STEP_MS))
    const answers = await Promise.all(Array.from({ length: 4 }, () => refusal(email, password, code)))
    expect(answers.sort()).toEqual(["code_wrong", "code_wrong", "code_wrong", "signed in"])
    expect(await sql`select from sessions where user_id = ${id}`).toHaveLength(1)
  })

  test("asks for it after a new password, too", async () => {
    const { id, email } = await addPersonWithCode()
    const { token } = await makeResetLink(system, { id })
    const fresh = "nine quiet rivers run"
    await setPassword({ ...system, actor: { kind: "visitor" } }, { token, password: fresh })
    expect(await refusal(email, fresh)).toBe("code_needed")
  })

  test("locks after five wrong codes, without a word about it", async () => {
    const { email, secret } = await addPersonWithCode()
    for (let time = 0; time < 5; time++) expect(await refusal(email, password, "000000")).toBe("code_wrong")
    expect(await refusal(email, password, codeAt(secret, new Date()))).toBe("CredentialsSignin")
    expect(await refusal(email, password)).toBe("CredentialsSignin")
  })
})

describe("while admins need a second factor, an admin without one", () => {
  const cookieOf = (email: string) => signInByHttp(server.url, email)
  const open = (cookie: string, path: string) =>
    fetch(`${server.url}${path}`, { redirect: "manual", headers: { cookie } })

  beforeAll(async () => {
    await sql`insert into settings (name, value, updated_at) values ('adminsNeedCode', 'true', now())`
  })
  afterAll(async () => {
    await sql`delete from settings where name = 'adminsNeedCode'`
  })

  test.each([
    "/",
    "/clients",
    "/clients/deleted",
    "/check-ins",
    "/check-ins/here",
    "/admin/users",
    "/admin/api-keys",
  ])("is led from %s to the account page and sees nothing else", async (path) => {
    const { id } = await adminKey.addClient({ last_name: "Unseenable" })
    for (const address of [path, `/clients/${id}`]) {
      const answer = await open(await cookieOf(users.admin.email), address)
      const text = await answer.text()
      expect(answer.status === 307 ? answer.headers.get("location") : text).toContain("/account?add-code")
      expect(text).not.toContain("Unseenable")
    }
  })

  test("is told why, calmly, on the account page", async () => {
    const answer = await open(await cookieOf(users.admin.email), "/account?add-code")
    expect(answer.status).toBe(200)
    const text = await answer.text()
    expect(text).toContain("please set up a second factor")
    expect(text).not.toContain('href="/admin/users"')
  })

  test("is refused by the API and changes nothing", async () => {
    const api = await anotherBrowser("admin")
    const before = await allRows(sql)
    for (const answer of [
      await api.get("/stats"),
      await api.get("/clients"),
      await api.post("/clients", { first_name: "Too", last_name: "Early" }),
    ]) {
      expectProblem(answer, 403)
      expect(answer.body.detail).toContain("Add your second factor first")
    }
    expect(await allRows(sql)).toBe(before)
  })

  test("works on at the next request after adding it, in the same session", async () => {
    const email = "adds.it@bec.example"
    const user = await addUserWithPassword(system, { name: "Addison Added", email, role: "admin" })
    const cookie = await cookieOf(email)
    expect((await open(cookie, "/account?add-code")).status).toBe(200)
    await turnOn(user, newSecret())
    expect((await as({ cookie, "sec-fetch-site": "same-origin" }).get("/stats")).status).toBe(200)
    expect((await open(cookie, "/admin/users")).status).toBe(200)
  })

  test("is no front desk worker and no API key: those work on", async () => {
    expect((await (await anotherBrowser("staff")).get("/stats")).status).toBe(200)
    expect((await adminKey.get("/stats")).status).toBe(200)
  })
})

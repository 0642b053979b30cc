import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { beforeTests } from "../support/before"
import { signInByHttp } from "../support/server"
import { openServedCentre } from "./centre"

const { adminKey, browser, server, sent, sql } = openServedCentre()
const desk = browser("admin")
const client = beforeTests(() => adminKey.addClient({ email: "rosalind@quill.example" }))

const ask = (path: string, init: RequestInit = {}) =>
  fetch(server.url + path, {
    ...init,
    headers: {
      ...desk.credentials,
      "content-type": "application/json",
      "idempotency-key": "fault-1",
      ...init.headers,
    },
  })

/** As after a faulty upgrade: queries fail, the server runs. */
describe("when the database has a fault", () => {
  beforeAll(async () => {
    await sql`alter table clients rename column first_name to lost_name`
    await sql`alter table users rename column failed_sign_ins to lost_count`
  })
  afterAll(async () => {
    await sql`alter table clients rename column lost_name to first_name`
    await sql`alter table users rename column lost_count to failed_sign_ins`
  })

  test("the API answers with an apology and a reference, and logs the reference without any content", async () => {
    for (const [path, body] of [
      [`/api/v1/clients?query=Quillfeather`, undefined],
      ["/api/v1/clients", { first_name: "Rosalind", last_name: "Quillfeather", notes: "Confidential words" }],
      ["/api/v1/check-ins", { client_id: client.id, notes: "Confidential words" }],
    ] as const) {
      const answer = await ask(path, { method: body ? "POST" : "GET", body: body && JSON.stringify(body) })
      const problem = await answer.json()
      expect(problem).toMatchObject({ status: 500, title: "Internal Server Error" })
      const [reference] = /[0-9a-f-]{36}/.exec(problem.detail) ?? [""]
      expect(problem.detail).toBe(`Something went wrong, and nothing was saved. Reference ${reference}.`)
      expect(server.output()).toContain(reference)
    }
  })

  test("a page says so plainly, and what was searched for is not logged", async () => {
    for (const path of ["/clients?q=Quillfeather", "/check-ins?q=Quillfeather", `/clients/${client.id}`, "/"])
      await (await ask(path)).text()
    expect(server.output()).not.toMatch(/quillfeather/i)
  })

  test("signing in fails without telling why, and without the e-mail in the log", async () => {
    const failure = await signInByHttp(server.url, "alexandra@bec.example").catch(String)
    expect(failure).toContain("Nobody is signed in")
    expect(failure).not.toMatch(/query|alexandra|select/i)
    expect(server.output()).not.toContain("alexandra@bec.example")
  })

  test("none of what was sent is logged", () => {
    for (const text of [...sent, "Confidential words"]) expect(server.output()).not.toContain(text)
  })
})

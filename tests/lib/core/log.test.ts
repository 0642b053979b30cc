import { expect, test } from "vitest"
import { runAs } from "../../../lib/core/current"
import { logTo, traceOf } from "../../../lib/core/log"

function written(work: (log: ReturnType<typeof logTo>) => void) {
  const lines: string[] = []
  const log = logTo({ write: (line) => lines.push(line) })
  log.level = "info"
  work(log)
  return lines
}

const ada = {
  firstName: "Canary-Ada",
  last_name: "Canary-Brooks",
  email: "canary@example.org",
  phone: "+16615550142",
  notes: "canary notes",
  password: "canary password",
  authorization: "Bearer canary",
  uciNumber: "canary-7",
  token: "canary-token",
}
const noCanary = /canary|6615550142/i

test("what nobody should have given to the log stays out of it, however deep it lies", () => {
  const lines = written((log) => {
    log.info(ada, "top")
    log.warn({ client: ada }, "in a thing")
    log.error({ request: { headers: { cookie: "canary=1" }, client: ada } }, "deeper")
    log.info({ clients: [ada] }, "in a list")
  })
  expect(lines).toHaveLength(4)
  for (const line of lines) expect(line).not.toMatch(noCanary)
  expect(JSON.parse(String(lines[0]))).toMatchObject({ email: "[removed]", msg: "top" })
})

test("an error is logged by its kind and place, never by what it says, however it is given", () => {
  const error = new TypeError("canary@example.org is not a number", { cause: new Error("canary") })
  const lines = written((log) => {
    log.error(error)
    log.error({ err: error }, "as err")
    log.error({ error }, "as error")
    log.error(traceOf(error), "as trace")
  })
  for (const line of lines) {
    expect(line).not.toMatch(noCanary)
    expect(line).toMatch(/"name":"TypeError"/)
    expect(line).toMatch(/log\.test\.ts/)
  }
})

test("each line names the request or job that it belongs to", () => {
  const [line] = runAs({ requestId: "request-1" }, () => written((log) => log.info("here")))
  expect(JSON.parse(String(line))).toMatchObject({ requestId: "request-1", app: "bec-crm", msg: "here" })
})

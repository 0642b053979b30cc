import type { ChildProcess } from "node:child_process"
import { afterAll, beforeAll, expect, test } from "vitest"
import { addTarget } from "../../../lib/webhooks/targets"
import { beforeTests } from "../../support/before"
import { addClient, openCentre } from "../../support/cast"
import { waitUntil } from "../../support/processes"
import { openReceiver } from "../../support/receiver"
import { authSecret, freePort } from "../../support/server"
import { cutPower, startWorkerProcess } from "../../support/worker"

const token = "the-token-of-the-tests-for-figures"
const centre = openCentre()
const receiver = beforeTests(() =>
  openReceiver((response, { body }) => {
    response.writeHead(body.includes("Canary-Refused") ? 500 : 200).end()
  }),
)
let port: number
let worker: ChildProcess | undefined
let written = ""
beforeAll(async () => {
  port = await freePort()
  worker = startWorkerProcess(centre.url, {
    AUTH_SECRET: authSecret,
    METRICS_TOKEN: token,
    WORKER_METRICS_PORT: String(port),
    ZAPIER_MODE: "production",
    WEBHOOK_PRIVATE_TARGETS: "allow",
    LOG_LEVEL: "info",
  })
  worker.stdout?.on("data", (text) => {
    written += text
  })
})
afterAll(() => worker && cutPower(worker))

const ask = (path: string, bearer: string) =>
  fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${bearer}` } })
const figures = () =>
  ask("/metrics", token).then(
    (answer) => answer.text(),
    () => "",
  )

test("a worker of its own gives its figures and names each job in the log by an id that its events have, too", async () => {
  await addTarget(centre.admin(), { name: "Receiver", url: receiver.url, types: ["client.created"] })
  await addClient(centre, { firstName: "Canary-Ana" })
  await addClient(centre, { firstName: "Canary-Refused" })
  await waitUntil(
    "both deliveries were tried",
    async () => {
      const text = await figures()
      return (
        text.includes('webhook_deliveries_total{outcome="delivered"} 1') &&
        text.includes('webhook_deliveries_total{outcome="refused"} 1')
      )
    },
    20_000,
  )
  const text = await figures()
  expect(text).toMatch(/^bec_crm_info\{process="[^"]+",role="worker"\} 1$/m)
  expect(text).toMatch(/^jobs_total\{job="deliveries",outcome="done"\} 2$/m)
  expect(text).toMatch(/^job_duration_seconds_count\{job="deliveries"\} 2$/m)
  expect((await ask("/metrics", "another")).status).toBe(401)
  expect((await ask("/", token)).status).toBe(404)
  const lines = written.split("\n").filter((line) => line.includes('"a job ended"'))
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({
      job: "deliveries",
      outcome: "done",
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    }),
  )
  expect(written).not.toMatch(/canary/i)
})

import { spawn } from "node:child_process"
import { once } from "node:events"
import { utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { temporaryFolder } from "../support/before"
import { programOf } from "../support/program"
import { sharedCentre } from "./centre"

const { server } = sharedCentre()
const folder = temporaryFolder()

async function health(what: string, port = "1") {
  const child = spawn(process.execPath, [programOf("health"), what], {
    env: { NODE_ENV: "test", PORT: port },
    stdio: "ignore",
  })
  const [code] = await once(child, "exit")
  return code
}

test("a web server is well while it answers", async () => {
  expect(await health("web", new URL(server.url).port)).toBe(0)
  expect(await health("web")).toBe(1)
})

test("a worker and the process of backups are well while they say so", async () => {
  const file = join(folder, "well")
  expect(await health(file)).toBe(1)
  writeFileSync(file, "")
  expect(await health(file)).toBe(0)
  const aMinuteAgo = Date.now() / 1000 - 61
  utimesSync(file, aMinuteAgo, aMinuteAgo)
  expect(await health(file)).toBe(1)
})

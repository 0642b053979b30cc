import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { expect, test } from "vitest"
import { findProcesses, waitUntil } from "../support/processes"

test("what a test has started is ended with the tests, also when they end by an error", async () => {
  const mark = `a-sleeper-of-${crypto.randomUUID()}`
  const program = `
    import { spawn } from "node:child_process"
    import { endedWithTests, findProcesses, waitUntil } from "./tests/support/processes.ts"
    const command = ["-c", "while :; do sleep 1; done", "${mark}"]
    endedWithTests(spawn("sh", command))
    endedWithTests(spawn("sh", command, { detached: true }), { group: true })
    await waitUntil("both run", () => findProcesses("done ${mark}").length === 2)
    throw new Error("a test failed")`
  const args = ["--import", "tsx", "--input-type=module", "-e", program]
  const failed = promisify(execFile)(process.execPath, args)
  await expect(failed).rejects.toThrow("a test failed")
  await waitUntil("none is left", () => findProcesses(`done ${mark}`).length === 0)
})

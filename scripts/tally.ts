import { writeFileSync } from "node:fs"
import type { Reporter, TestModule } from "vitest/node"

export type Tally = { passed: number; failed: string[]; flaky: string[] }

/** Writes down in the file `TALLY`, for the summary of the whole run, how many tests passed and which did not, or on a second try only. */
export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]) {
    const tally: Tally = { passed: 0, failed: errors.map(() => "an error outside of any test"), flaky: [] }
    for (const module of modules) {
      if (module.errors().length > 0) tally.failed.push(nameOf(module))
      for (const suite of module.children.allSuites())
        if (suite.errors().length > 0) tally.failed.push(nameOf(module, suite))
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === "failed") tally.failed.push(nameOf(module, test))
        if (state === "passed") tally.passed++
        if (test.diagnostic()?.flaky) tally.flaky.push(nameOf(module, test))
      }
    }
    if (process.env.TALLY) writeFileSync(process.env.TALLY, JSON.stringify(tally))
  }
}

const nameOf = ({ relativeModuleId }: TestModule, part?: { fullName: string }) =>
  [relativeModuleId, part?.fullName].filter(Boolean).join(": ")

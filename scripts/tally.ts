import { writeFileSync } from "node:fs"
import type { Reporter, TestModule } from "vitest/node"

/** How many tests of a run passed, which did not, and how many seconds each of its files took. */
export type Tally = { passed: number; failed: string[]; seconds: Record<string, number> }

/** Writes a run's tally down in the file `TALLY`, for the summary of all runs. */
export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]) {
    const tally: Tally = { passed: 0, failed: errors.map(() => "an error outside of any test"), seconds: {} }
    for (const module of modules) {
      const { duration, collectDuration, setupDuration } = module.diagnostic()
      tally.seconds[module.relativeModuleId] = (duration + collectDuration + setupDuration) / 1000
      if (module.errors().length > 0) tally.failed.push(nameOf(module))
      for (const suite of module.children.allSuites())
        if (suite.errors().length > 0) tally.failed.push(nameOf(module, suite))
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === "failed") tally.failed.push(nameOf(module, test))
        if (state === "passed") tally.passed++
      }
    }
    if (process.env.TALLY) writeFileSync(process.env.TALLY, JSON.stringify(tally))
  }
}

const nameOf = ({ relativeModuleId }: TestModule, part?: { fullName: string }) =>
  [relativeModuleId, part?.fullName].filter(Boolean).join(": ")

import { spawn } from "node:child_process"
import { mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import type { JSONReport, JSONReportSuite } from "@playwright/test/reporter"
import type { Tally } from "./tally"

/** Everything that CI checks, in order, up to the first failure. `node_modules/<program>`, then its arguments. */
const steps: [headline: string, program: string, ...args: string[]][] = [
  ["Format and lint", "@biomejs/biome/bin/biome", "ci", "--error-on-warnings", "--colors=off"],
  ["Secrets in files and history", "tsx/dist/cli.mjs", "scripts/scan-secrets.ts"],
  ["Known faults of dependencies", "tsx/dist/cli.mjs", "scripts/audit.ts"],
  ["Types of the routes", "next/dist/bin/next", "typegen"],
  ["Types", "typescript/bin/tsc", "--noEmit"],
  ["Unit and integration tests", "vitest/vitest.mjs", ...vitest("unit")],
  ["Build", "next/dist/bin/next", "build"],
  ["Tests of the built server", "vitest/vitest.mjs", ...vitest("server")],
  ["Tests of the whole system", "vitest/vitest.mjs", ...vitest("system")],
  ["Tests in a browser", "@playwright/test/cli.js", "test", "--reporter=line,json"],
]

const reports = "test-results/reports"
const durations: string[] = []
const total: Tally = { passed: 0, failed: [], flaky: [] }
let failure: string | undefined

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
for (const [headline, program, ...args] of steps) {
  console.log(`\n=== ${headline}`)
  const started = Date.now()
  const report = join(reports, `${headline}.json`)
  const code = await run(program, args, report)
  durations.push(`${((Date.now() - started) / 1000).toFixed(1).padStart(7)} s  ${headline}`)
  const { passed, failed, flaky } = tallyOf(args, report)
  total.passed += passed
  total.flaky.push(...flaky)
  // A step can fail without a failing test: then the step itself is what failed.
  total.failed.push(...(code !== 0 && failed.length === 0 ? [headline] : failed))
  if (code === 0 && failed.length === 0) continue
  failure = headline
  break
}

console.log(`\n${durations.join("\n")}`)
if (total.flaky.length > 0) console.log(`\nPassed on a second try only:\n${total.flaky.join("\n")}`)
if (failure) {
  console.error(`\nFAILED: ${failure}. What came after it was not run.\n${total.failed.join("\n")}`)
}
console.log(`\n${total.passed} passed, ${total.failed.length} failed`)
process.exit(failure ? 1 : 0)

function vitest(project: string): string[] {
  return ["run", `--project=${project}`, "--reporter=default", "--reporter=./scripts/tally.ts"]
}

function run(program: string, args: string[], report: string): Promise<number> {
  const child = spawn(process.execPath, [join("node_modules", program), ...args], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", TALLY: report, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  })
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, pass)
  return new Promise((done) =>
    child.on("exit", (code) => {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, pass)
      done(code ?? 1)
    }),
  )
}

/** What a runner wrote down of its tests; nothing for a step that has none. */
function tallyOf([first]: string[], report: string): Tally {
  const nothing: Tally = { passed: 0, failed: [], flaky: [] }
  if (first !== "run" && first !== "test") return nothing
  try {
    const written = JSON.parse(readFileSync(report, "utf8"))
    return first === "run" ? written : browserTally(written)
  } catch {
    return { ...nothing, failed: ["No report was written."] }
  }
}

function browserTally({ stats, suites, errors }: JSONReport): Tally {
  const tests = suites.flatMap(testsIn)
  const named = (status: string) => tests.filter((test) => test.status === status).map(({ name }) => name)
  const failed = [...named("unexpected"), ...errors.map(() => "an error outside of any test")]
  return { passed: stats.expected, failed, flaky: named("flaky") }
}

function testsIn({ specs, suites = [] }: JSONReportSuite): { name: string; status: string }[] {
  const own = specs.flatMap(({ file, title, tests }) =>
    tests.map(({ projectName, status }) => ({ name: `${file} on the ${projectName}: ${title}`, status })),
  )
  return [...own, ...suites.flatMap(testsIn)]
}

import { spawn } from "node:child_process"
import { mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"

/** Everything that CI checks, in order, up to the first failure. `node_modules/<program>`, then its arguments. */
const steps: [headline: string, program: string, ...args: string[]][] = [
  ["Format and lint", "@biomejs/biome/bin/biome", "ci", "--error-on-warnings", "--colors=off"],
  ["Secrets in files and history", "tsx/dist/cli.mjs", "scripts/scan-secrets.ts"],
  ["Known faults of dependencies", "tsx/dist/cli.mjs", "scripts/audit.ts"],
  ["Types of the routes", "next/dist/bin/next", "typegen"],
  ["Types", "typescript/bin/tsc", "--noEmit"],
  ["Unit and integration tests", "vitest/vitest.mjs", "run", "--project", "unit", ...vitestReport("unit")],
  ["Build", "next/dist/bin/next", "build"],
  ["Tests of the built server", "vitest/vitest.mjs", "run", "--project", "server", ...vitestReport("server")],
  ["Tests of the whole system", "vitest/vitest.mjs", "run", "--project", "system", ...vitestReport("system")],
  ["Tests in a browser", "@playwright/test/cli.js", "test", "--reporter=line,json"],
]

const reports = "test-results/reports"
const durations: string[] = []
const total = { passed: 0, failed: 0, flaky: 0 }
let failure: string | undefined

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
for (const [headline, program, ...args] of steps) {
  console.log(`\n=== ${headline}`)
  const started = Date.now()
  const code = await run(program, args)
  durations.push(`${((Date.now() - started) / 1000).toFixed(1).padStart(7)} s  ${headline}`)
  const { passed, failed, flaky = 0 } = countIn(args)
  total.passed += passed
  total.flaky += flaky
  // A step can fail without a failing test: then the step itself is what failed.
  total.failed += code === 0 ? failed : Math.max(failed, 1)
  if (code === 0 && failed === 0) continue
  failure = headline
  break
}

console.log(`\n${durations.join("\n")}`)
if (failure) console.error(`\nFAILED: ${failure}. What came after it was not run.`)
if (total.flaky) console.log(`\n${total.flaky} passed on a second try only; they are named above`)
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(failure ? 1 : 0)

function vitestReport(project: string): string[] {
  return ["--reporter=default", "--reporter=json", `--outputFile.json=${reportOf(project)}`]
}

function reportOf(runner: string): string {
  return join("test-results/reports", `${runner}.json`)
}

function run(program: string, args: string[]): Promise<number> {
  const child = spawn(process.execPath, [join("node_modules", program), ...args], {
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: "1",
      PLAYWRIGHT_JSON_OUTPUT_NAME: reportOf("browser"),
    },
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

type Count = { passed: number; failed: number; flaky?: number }

/** What a runner wrote down of its tests; nothing for a step that has none. */
function countIn(args: string[]): Count {
  const [runner] = ["unit", "server", "system"].filter((project) => args.includes(project))
  try {
    if (runner) return vitestCount(JSON.parse(readFileSync(reportOf(runner), "utf8")))
    if (args.includes("test")) return browserCount(JSON.parse(readFileSync(reportOf("browser"), "utf8")))
  } catch {
    return { passed: 0, failed: 1 }
  }
  return { passed: 0, failed: 0 }
}

type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  numFailedTestSuites: number
  success: boolean
}

function vitestCount({ numPassedTests, numFailedTests, success }: VitestReport) {
  return { passed: numPassedTests, failed: success ? 0 : Math.max(numFailedTests, 1) }
}

/** Flaky is neither: it passed on a second try only, which the summary tells. */
function browserCount({ stats }: { stats: { expected: number; unexpected: number; flaky: number } }) {
  return { passed: stats.expected, failed: stats.unexpected, flaky: stats.flaky }
}

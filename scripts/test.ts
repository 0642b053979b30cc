import { spawn } from "node:child_process"
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { cpus } from "node:os"
import { join } from "node:path"
import type { JSONReport, JSONReportSuite } from "@playwright/test/reporter"
import { changedFiles, touchedSubjects } from "./subjects"
import type { Tally } from "./tally"

/** `node_modules/<program>` and its arguments. */
type Step = { headline: string; program: string; args: string[] }

const step = (headline: string, program: string, ...args: string[]): Step => ({ headline, program, args })
const vitest = (headline: string, ...args: string[]) =>
  step(headline, "vitest/vitest.mjs", "run", "--reporter=default", "--reporter=./scripts/tally.ts", ...args)

const browser = (headline: string, ...args: string[]) =>
  step(headline, "@playwright/test/cli.js", "test", "--reporter=line,json", ...args)

/** The build looks at the types of all files, those of the tests, too. */
const build = step("Build and types", "next/dist/bin/next", "build")
const reports = "test-results/reports"
const wholeSystem = process.argv.includes("--system")

/** Groups one after the other; the lanes of a group at once, each up to its first failure. */
const groups: Step[][][] = wholeSystem
  ? [
      [[build]],
      [[vitest("All of the unit and integration tests", "--project=unit")]],
      [[vitest("All of the tests of the built server", "--project=server")]],
      [[vitest("Tests of the whole system", "--project=system")]],
      [[browser("All of the tests in a browser")]],
    ]
  : [
      [
        [build],
        [
          step("Format and lint", "@biomejs/biome/bin/biome", "ci", "--error-on-warnings", "--colors=off"),
          step("Secrets in files and history", "tsx/dist/cli.mjs", "scripts/scan-secrets.ts"),
          step("Known faults of dependencies", "tsx/dist/cli.mjs", "scripts/audit.ts"),
        ],
      ],
      [[vitest("Unit and integration tests", "--project=unit")]],
      [[vitest("Tests of the built server", "--project=server")]],
      [[browser("Tests in a browser")]],
      ...systemTestsOfTheChange(),
    ]

const began = Date.now()
const cpuBefore = cpuSeconds()
const durations: string[] = []
const total: Tally = { passed: 0, failed: [], seconds: {} }
const failures: string[] = []

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
for (const group of groups) {
  const [from, cpuFrom] = [Date.now(), cpuSeconds()]
  await Promise.all(group.map((lane) => walk(lane, group.length > 1)))
  durations.push(
    timesSince(
      from,
      cpuFrom,
      group
        .flat()
        .map(({ headline }) => headline)
        .join(", "),
    ),
  )
  if (failures.length > 0) break
}

const files = Object.entries(total.seconds).toSorted(([, a], [, b]) => b - a)
const lines = files.map(([file, seconds]) => `${seconds.toFixed(1).padStart(7)} s  ${file}`)
writeFileSync(join("test-results", "files.txt"), `${lines.join("\n")}\n`)
console.log(`\nThe ten slowest files (all of them: test-results/files.txt)\n${lines.slice(0, 10).join("\n")}`)
durations.push(timesSince(began, cpuBefore, "in all"))
console.log(`\n  waited   of a CPU\n${durations.join("\n")}`)
if (failures.length > 0) {
  console.error(
    `\nFAILED: ${failures.join(", ")}. What came after it was not run.\n${total.failed.join("\n")}`,
  )
}
console.log(`\n${total.passed} passed, ${total.failed.length} failed`)
process.exit(failures.length > 0 ? 1 : 0)

function systemTestsOfTheChange(): Step[][][] {
  const { since, files } = changedFiles()
  const touched = touchedSubjects(files)
  for (const { tests, because } of touched)
    console.log(`${tests}* runs too: ${because} changed since ${since}.`)
  const all = touched.map(({ tests }) => tests)
  const [inBrowser, system] = [true, false].map((is) =>
    all.filter((tests) => tests.startsWith("tests/e2e/") === is),
  )
  return [
    ...(inBrowser?.length
      ? [[[browser("Long tests in a browser, of what changed", "--grep=@long", ...inBrowser)]]]
      : []),
    ...(system?.length
      ? [[[vitest("Tests of the whole system, of what changed", "--project=system", ...system)]]]
      : []),
  ]
}

async function walk(lane: Step[], besideOthers: boolean) {
  for (const one of lane) {
    console.log(`\n=== ${one.headline}`)
    const report = join(reports, `${one.headline}.json`)
    const { code, output } = await run(one, report, besideOthers)
    if (output) console.log(`\n=== ${one.headline}: what it said\n${output}`)
    const { passed, failed, seconds } = tallyOf(one, report)
    total.passed += passed
    Object.assign(total.seconds, seconds)
    // A step can fail without a failing test: then the step itself is what failed.
    total.failed.push(...(code !== 0 && failed.length === 0 ? [one.headline] : failed))
    if (code === 0 && failed.length === 0) continue
    failures.push(one.headline)
    return
  }
}

/** What runs beside others keeps what it says to itself until it has ended. */
function run(
  { program, args }: Step,
  report: string,
  quiet: boolean,
): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [join("node_modules", program), ...args], {
    stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: "1",
      // Hundreds of programs are started that were started before.
      NODE_COMPILE_CACHE: "node_modules/.cache/compiled",
      TALLY: report,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      ...((wholeSystem || args.includes("--grep=@long")) && { PROOF: "full" }),
    },
  })
  let output = ""
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text) => {
      output += text
    })
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, pass)
  return new Promise((done) =>
    child.on("close", (code) => {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, pass)
      done({ code: code ?? 1, output })
    }),
  )
}

/** What a runner wrote down of its tests; nothing for a step that has none. */
function tallyOf({ args: [first] }: Step, report: string): Tally {
  const nothing: Tally = { passed: 0, failed: [], seconds: {} }
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
  const unexpected = tests.filter(({ status }) => status === "unexpected").map(({ name }) => name)
  const failed = [...unexpected, ...errors.map(() => "an error outside of any test")]
  const seconds: Record<string, number> = {}
  for (const { file, ms } of tests) seconds[file] = (seconds[file] ?? 0) + ms / 1000
  return { passed: stats.expected, failed, seconds }
}

function testsIn({
  specs,
  suites = [],
}: JSONReportSuite): { file: string; name: string; status: string; ms: number }[] {
  const own = specs.flatMap(({ file, title, tests }) =>
    tests.map(({ projectName, status, results }) => ({
      file: `tests/e2e/${file}`,
      name: `${file} on the ${projectName}: ${title}`,
      status,
      ms: results.reduce((sum, { duration }) => sum + duration, 0),
    })),
  )
  return [...own, ...suites.flatMap(testsIn)]
}

function timesSince(from: number, cpuFrom: number, what: string): string {
  const [waited, cpu] = [(Date.now() - from) / 1000, cpuSeconds() - cpuFrom]
  return `${waited.toFixed(0).padStart(6)} s ${cpu.toFixed(0).padStart(8)} s  ${what}`
}

/** What all processors of this machine have worked since it started, whoever for: browsers and databases count, too. */
function cpuSeconds(): number {
  return cpus().reduce((sum, { times: { user, nice, sys } }) => sum + user + nice + sys, 0) / 1000
}

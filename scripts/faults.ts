import { execFileSync, spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { Command } from "commander"

/**
 * Commits the deliberate faults of `tests/faults`, one after the other, in a copy of this tree, and says of each whether the
 * suite finds it: the test that its patch names, or else any other. Ends with 1 where one is not found.
 */
const { args, patches, everything } = parsed()
const tree = copyOfTree()
const missed: string[] = []

try {
  const faults = faultsIn(patches).filter(({ name }) => args.length === 0 || args.includes(name))
  // Who is red without a fault would find them all.
  const tests = [...new Set(faults.map(({ test }) => test))]
  const red = [/^tests\/(?!server|e2e)/, /^tests\/server/, /^tests\/e2e/].flatMap((kind) => {
    const some = tests.filter((test) => kind.test(test))
    return some.length > 0 && fail(some) ? some : []
  })
  if (red.length > 0) throw new Error(`Without any fault these fail: ${red.join(", ")}`)
  for (const { name, title, test, patch } of faults) {
    apply(patch)
    const by = fail([test]) ? test : everything && failsAnywhere() ? "another test" : undefined
    apply(patch, "--reverse")
    if (!by) missed.push(name)
    console.log(`${by ? "found " : "MISSED"}  ${name.padEnd(24)} ${title}${by ? ` (${by})` : ""}`)
  }
} finally {
  rmSync(tree, { recursive: true, force: true })
}
console.log(missed.length === 0 ? "All of them were found." : `Not found: ${missed.join(", ")}`)
process.exit(missed.length === 0 ? 0 : 1)

function parsed() {
  const command = new Command("faults")
    .argument("[names...]", "those to commit; all when none is named")
    .option("--patches <folder>", "where they are", "tests/faults")
    .option("--everything", "look for a fault that its test does not find with all others", false)
    .parse()
  return { args: command.args, ...command.opts<{ patches: string; everything: boolean }>() }
}

/** Files that git knows or would add, and the packages, linked where the system can. */
function copyOfTree(): string {
  const folder = mkdtempSync(join(tmpdir(), "bec-faults-"))
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
  execFileSync("tar", ["--create", "--null", "--files-from=-", "--file", join(folder, "all.tar")], {
    input: files
      .toString()
      .split("\0")
      .filter((file) => file && existsSync(file))
      .join("\0"),
  })
  execFileSync("tar", ["--extract", "--file=all.tar"], { cwd: folder })
  const linked = spawnSync("cp", ["-al", "node_modules", folder], { stdio: "ignore" })
  if (linked.status !== 0) execFileSync("cp", ["-R", "node_modules", folder])
  // Nothing of it counts as a change of the tree that it lies in.
  execFileSync("git", ["init", "--quiet"], { cwd: folder })
  return folder
}

function faultsIn(folder: string) {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".patch"))
    .map((file) => {
      const patch = resolve(folder, file)
      const [title = "", found = ""] = readFileSync(patch, "utf8").split("\n")
      return { name: file.replace(".patch", ""), title, test: found.replace("Found by ", ""), patch }
    })
}

function apply(patch: string, ...how: string[]) {
  execFileSync("git", ["apply", ...how, patch], { cwd: tree })
}

/** Whether any of these does, all of them of one kind. */
function fail(tests: string[]): boolean {
  if (tests[0]?.startsWith("tests/e2e/")) return buildFails() || browserFails(...tests)
  if (tests[0]?.startsWith("tests/server/")) return buildFails() || vitestFails("--project=server", ...tests)
  return vitestFails("--project=unit", ...tests)
}

function failsAnywhere(): boolean {
  return vitestFails("--project=unit") || buildFails() || vitestFails("--project=server") || browserFails()
}

function vitestFails(...args: string[]): boolean {
  return run("vitest/vitest.mjs", "run", "--bail=1", ...args)
}

function browserFails(...args: string[]): boolean {
  return run("@playwright/test/cli.js", "test", "-x", ...args)
}

function buildFails(): boolean {
  return run("next/dist/bin/next", "build")
}

function run(program: string, ...args: string[]): boolean {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" }
  const bin = join("node_modules", program)
  return spawnSync(process.execPath, [bin, ...args], { cwd: tree, env, stdio: "ignore" }).status !== 0
}

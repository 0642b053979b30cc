// @ts-check
import { readFileSync, writeFileSync } from "node:fs"

/**
 * Adds to package-lock.json the optional packages of other platforms that npm left out because the registry it asked
 * did not have them: `npm ci` refuses a lock file without them. Run it after `npm install`.
 */
const lock = JSON.parse(readFileSync("package-lock.json", "utf8"))
const packages = lock.packages

const systems = [
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
  "aix",
]
const processors = [
  "arm64",
  "arm",
  "ia32",
  "x64",
  "riscv64",
  "s390x",
  "ppc64",
  "loong64",
  "mips64el",
  "wasm32",
]

const added = []
for (const { optionalDependencies = {}, dev } of Object.values(packages))
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const place = `node_modules/${name}`
    const known = Object.keys(packages).some((path) => path === place || path.endsWith(`/${place}`))
    if (known || !/^\d/.test(version)) continue
    packages[place] = { version, ...platformOf(name), ...(dev && { dev }), optional: true }
    added.push(name)
  }

const ordered = Object.entries(packages).toSorted(([a], [b]) => a.localeCompare(b, "en"))
lock.packages = Object.fromEntries(ordered)
if (added.length > 0) writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`)
console.log(added.length > 0 ? `Added ${added.length}: ${added.join(", ")}` : "The lock file is complete.")

/** @param {string} name such as `@next/swc-darwin-arm64` */
function platformOf(name) {
  const words = name.split(/[-/]/)
  const os = systems.filter((system) => words.includes(system))
  const cpu = processors.filter((processor) => words.includes(processor))
  const libc = words.includes("musl") && { libc: ["musl"] }
  return { ...(cpu.length > 0 && { cpu }), ...libc, ...(os.length > 0 && { os }) }
}

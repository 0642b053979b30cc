import { spawnSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { AUDIT_FILE, auditOf } from "../lib/dependency-audit"

/**
 * Asks the registry for known faults of what is installed in production, and keeps the answer with its date for the
 * doctor. Ends with 1 for one that is high or critical; with 0 and a clear word where the registry does not answer,
 * unless `--required` was given.
 */
const { stdout } = spawnSync("npm", ["audit", "--omit=dev", "--json"], {
  encoding: "utf8",
  shell: process.platform === "win32",
})
const audit = auditOf(stdout, new Date())
if (audit) {
  writeFileSync(AUDIT_FILE, `${JSON.stringify(audit, null, 2)}\n`)
  const { critical, high, moderate, low } = audit.faults
  console.log(`Known faults: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low.`)
  if (critical + high > 0) console.error("Run: npm audit --omit=dev")
  process.exit(critical + high > 0 ? 1 : 0)
}
console.warn("NOT CHECKED: this registry does not answer `npm audit`. Run `npm run audit` where it does.")
process.exit(process.argv.includes("--required") ? 1 : 0)

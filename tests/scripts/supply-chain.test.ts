import { spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { auditOf, readAudit } from "../../lib/dependency-audit"
import { isAllowed, LICENCES_FILE, type Licence, licenceList, licencesIn } from "../../scripts/licences"

const licences = licencesIn(JSON.parse(readFileSync("package-lock.json", "utf8")))

describe("licences", () => {
  test("of all that is used are allowed", () => {
    expect(licences.length).toBeGreaterThan(400)
    expect(licences.filter((one) => !isAllowed(one))).toEqual([])
  })

  test("are listed as they are: run npm run licences", () => {
    expect(readFileSync(LICENCES_FILE, "utf8")).toBe(licenceList(licences))
  })

  const of = (licence: string, shipped = true): Licence => ({ name: "some-package", licence, shipped })

  test.each(["GPL-3.0-only", "AGPL-3.0", "LGPL-3.0-or-later", "none", "MIT AND GPL-2.0", "Artistic-2.0"])(
    "%s is not allowed in production",
    (licence) => expect(isAllowed(of(licence))).toBe(false),
  )

  test.each(["MIT", "(MIT OR GPL-3.0)", "Apache-2.0 AND MIT"])("%s is allowed", (licence) =>
    expect(isAllowed(of(licence))).toBe(true),
  )
})

describe("the last dependency audit", () => {
  const now = new Date("2026-11-25T10:00:00Z")
  const answer = {
    metadata: { vulnerabilities: { info: 1, low: 2, moderate: 3, high: 4, critical: 5, total: 15 } },
  }

  test("is kept with its date, and read again", () => {
    const audit = auditOf(JSON.stringify(answer), now)
    expect(audit).toEqual({
      at: "2026-11-25T10:00:00.000Z",
      faults: { critical: 5, high: 4, moderate: 3, low: 2 },
    })
    expect(readAudit(JSON.stringify(audit))).toEqual(audit)
  })

  test.each(["", "nonsense", "{}", '{"error":{"code":"ENOAUDIT"}}', '{"message":"405 Method Not Allowed"}'])(
    "is none where the registry answers %j",
    (output) => {
      expect(auditOf(output, now)).toBeNull()
      expect(readAudit(output)).toBeNull()
    },
  )
})

test("the scan for secrets finds one, and does not show it", () => {
  const token = `ghp_${randomBytes(40).toString("base64").replace(/\W/g, "").slice(0, 36)}`
  const { status, stdout } = spawnSync(
    process.execPath,
    ["node_modules/secretlint/bin/secretlint.js", "--stdinFileName=history.diff"],
    { input: `+const token = "${token}"\n`, encoding: "utf8" },
  )
  expect(status).toBe(1)
  expect(stdout).toContain("GitHub Token")
  expect(stdout).not.toContain(token)
})

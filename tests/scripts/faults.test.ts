import { execFileSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"

const folder = "tests/faults"

test.each(readdirSync(folder))("the fault %s can still be committed, and its test is there", (file) => {
  const [, found = ""] = readFileSync(`${folder}/${file}`, "utf8").split("\n")
  expect(existsSync(found.replace("Found by ", ""))).toBe(true)
  execFileSync("git", ["apply", "--check", `${folder}/${file}`])
})

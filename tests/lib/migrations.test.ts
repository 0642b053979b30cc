import { execFileSync } from "node:child_process"
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { pendingMigrations } from "../../db/migrate"
import { freshDatabase } from "../support/database"

const database = await freshDatabase()
const copy = mkdtempSync(join(tmpdir(), "drizzle-"))
afterAll(async () => {
  rmSync(copy, { recursive: true })
  await database.close()
})

test("the migrations make exactly the tables that the schema describes", () => {
  cpSync("drizzle", copy, { recursive: true })
  const before = readdirSync(copy)
  const generate = [
    "node_modules/drizzle-kit/bin.cjs",
    "generate",
    "--dialect=postgresql",
    "--schema=./db/schema/index.ts",
  ]
  execFileSync(process.execPath, [...generate, `--out=${copy}`], { stdio: "pipe" })
  expect(readdirSync(copy)).toEqual(before)
})

test("a fresh database lacks no migration", async () => {
  expect(await pendingMigrations(database.url)).toBe(0)
})

import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { promisify } from "node:util"
import postgres from "postgres"
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest"
import { newKey } from "@/lib/backups/seal"
import { temporaryFolder } from "../../support/before"
import { programOf } from "../../support/program"
import { load, migrateUpTo, readFixture } from "../../support/schema-fixtures"
import { withDatabase } from "../../support/template"

vi.setConfig({ testTimeout: 120_000 })
const run = promisify(execFile)
const home = temporaryFolder()
const database = `upgrade_command_${process.pid}`
const url = withDatabase(inject("serverUrl"), database)
const server = postgres(inject("serverUrl"), { max: 1, onnotice: () => {} })

beforeAll(async () => {
  await server.unsafe(`create database ${database} template template0`)
  await migrateUpTo(url, "0013_newest_memberships")
  await load(url, readFixture("0013_newest_memberships"))
})
afterAll(async () => {
  await server.unsafe(`drop database if exists ${database} with (force)`)
  await server.end()
})

const upgrade = (settings: Record<string, string>) =>
  run(process.execPath, [programOf("crm"), "upgrade"], {
    env: { ...process.env, APP_ENV: "test", DATABASE_URL: url, DATABASE_OWNER_URL: "", ...settings },
  })

test("crm upgrade wants a place for the backup, upgrades, names the backup, and then has nothing to do", async () => {
  await expect(upgrade({ BACKUP_DIR: "" })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("Set BACKUP_DIR and BACKUP_RECIPIENT first"),
  })
  const { recipient } = await newKey()
  const settings = { BACKUP_DIR: home, BACKUP_RECIPIENT: recipient }
  const { stdout } = await upgrade(settings)
  expect(stdout).toMatch(/^Upgraded: \d+ migrations? applied, everything that was there is there\.$/m)
  expect(existsSync(String(/backed up: (.*)/.exec(stdout)?.[1]))).toBe(true)
  expect((await upgrade(settings)).stdout).toBe("The database is up to date.\n")
})

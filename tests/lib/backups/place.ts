import { randomUUID } from "node:crypto"
import { mkdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll } from "vitest"
import type { BackupSettings } from "@/lib/backups/back-up"
import { newKey } from "@/lib/backups/seal"

/** A directory for backups that is there for as long as the file's tests, a key, and the settings for both. */
export function openPlace(databaseUrl: string, more: Partial<BackupSettings> = {}) {
  const home = join(tmpdir(), `bec-backups-${randomUUID()}`)
  const directory = join(home, "backups")
  const keys: string[] = []
  const recipients: string[] = []
  const settings: BackupSettings = {
    ownerUrl: databaseUrl,
    directory,
    recipients,
    keep: { days: 7, weeks: 4, months: 12 },
    copyDirectory: null,
    s3: null,
    centre: { name: "Test Center", timeZone: "America/Los_Angeles" },
    settings: { AUTH_SECRET: "kept by the tests and by nobody else at all" },
    ...more,
  }
  beforeAll(async () => {
    await mkdir(home)
    const { key, recipient } = await newKey()
    keys.push(key)
    recipients.push(recipient)
  })
  afterAll(() => rm(home, { recursive: true, force: true }))
  return { home, directory, settings, keys }
}

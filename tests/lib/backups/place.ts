import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll } from "vitest"
import type { BackupSettings } from "@/lib/backups/back-up"
import { newKey } from "@/lib/backups/seal"

/** A directory for backups that goes after the file's last test, a key, and the settings for both. */
export async function openPlace(databaseUrl: string, more: Partial<BackupSettings> = {}) {
  const home = await mkdtemp(join(tmpdir(), "bec-backups-"))
  afterAll(() => rm(home, { recursive: true, force: true }))
  const { key, recipient } = await newKey()
  const directory = join(home, "backups")
  const settings: BackupSettings = {
    ownerUrl: databaseUrl,
    directory,
    recipients: [recipient],
    keep: { days: 7, weeks: 4, months: 12 },
    copyDirectory: null,
    s3: null,
    centre: { name: "Test Center", timeZone: "America/Los_Angeles" },
    settings: { AUTH_SECRET: "kept by the tests and by nobody else at all" },
    ...more,
  }
  return { home, directory, settings, key, recipient, keys: [key] }
}

import { readFileSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { leaseEmbeddedPostgres } from "../../db/embedded"
import { migrate } from "../../db/migrate"
import { appUrlBeside } from "../../db/roles"
import { findProcesses, waitUntil } from "./processes"

/**
 * A migrated Postgres of the test's own, in a folder of its own unless one is given, that keeps what it acknowledges; it
 * can be ended and started again at the same address.
 */
export async function startPostgres({
  folder,
  settings,
}: {
  folder?: string
  settings?: Record<string, string>
} = {}) {
  const dataDir = folder ?? (await mkdtemp(join(tmpdir(), "bec-fault-")))
  const lease = () => leaseEmbeddedPostgres({ dataDir, settings })
  const directory = join(dataDir, "cluster")
  let held = await lease()
  const ownerUrl = held.url
  const url = appUrlBeside(ownerUrl)
  await migrate(ownerUrl, url)
  const gone = () => waitUntil("Postgres is gone", () => findProcesses(directory).length === 0, 20_000)
  return {
    url,
    ownerUrl,
    directory,
    /** What it writes; a new one at each start. */
    log: join(dataDir, "postgres.log"),
    /** As an operator does. */
    stop: async () => {
      await held.release()
      await gone()
    },
    /** As a power cut does. */
    kill: async () => {
      const pid = Number(readFileSync(join(directory, "postmaster.pid"), "utf8").split("\n")[0])
      // Whoever holds it would start it again at once.
      await held.release()
      process.kill(pid, "SIGKILL")
      await gone()
    },
    start: async () => {
      held = await lease()
    },
    close: async () => {
      await held.release()
      await gone()
      if (!folder) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

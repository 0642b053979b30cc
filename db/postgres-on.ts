import { type ChildProcess, spawn } from "node:child_process"
import { chown, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import postgres from "postgres"
import { findBinaries } from "./embedded"
import { restoreLibraryLinks } from "./embedded-binaries.mjs"

type Way = {
  /** A data directory that belongs to `account`. */
  directory: string
  settings: Record<string, string>
  /** Who runs it; undefined is ourselves. */
  account: { uid: number; gid: number } | undefined
  /** The folder of the program `postgres`; undefined is the one that came with the packages. */
  bin?: string
}

export type Postgres = {
  /** A connection of one of its roles, without a password: nobody else reaches its socket. */
  open(user: string, database: string): postgres.Sql
  /** All that it wrote so far. */
  log(): Promise<string>
  /** Resolves when it ended, by itself or not. */
  ended: Promise<void>
  /** Fast shutdown. */
  stop(): Promise<void>
}

/**
 * Starts a Postgres of one's own on a data directory; only this process reaches it, over a socket in a private folder, and
 * resolves at once: it may recover for long. Its settings come before those of the directory.
 */
export async function startPostgresOn({ directory, settings, account, bin }: Way): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), "pg-"))
  if (account) await chown(folder, account.uid, account.gid)
  const [hba, log] = [join(folder, "pg_hba.conf"), join(folder, "log")]
  await writeFile(hba, "local all all trust\n", { mode: 0o644 })
  const program = join(bin ?? (await ownBinaries()), "postgres")
  const child = spawn("/bin/sh", ["-c", 'exec "$0" "$@" >"$LOG" 2>&1', program, ...argumentsOf()], {
    ...account,
    cwd: directory,
    env: { PATH: process.env.PATH, LC_ALL: "C", NODE_ENV: process.env.NODE_ENV, LOG: log },
    stdio: "ignore",
  })
  const ended = endOf(child)
  return {
    open: (user, database) =>
      postgres({ host: folder, port: 5432, user, database, max: 1, onnotice: () => {} }),
    log: () => readFile(log, "utf8").catch(() => ""),
    ended,
    stop: async () => {
      await stop(child, ended)
      await rm(folder, { recursive: true, force: true })
    },
  }

  function argumentsOf() {
    const ours = {
      listen_addresses: "",
      unix_socket_directories: folder,
      port: "5432",
      hba_file: hba,
      ...settings,
    }
    return ["-D", directory, ...Object.entries(ours).flatMap(([name, value]) => ["-c", `${name}=${value}`])]
  }
}

async function ownBinaries(): Promise<string> {
  const native = findBinaries()
  await restoreLibraryLinks(native)
  return join(native, "bin")
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve())
    child.once("error", () => resolve())
  })
}

async function stop(child: ChildProcess, ended: Promise<void>) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill("SIGINT")
  await Promise.race([ended, sleep(60_000).then(() => child.kill("SIGKILL"))])
  await ended
}

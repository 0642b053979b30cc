import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { AppError } from "../core/errors"
import { namesIn, readArchive } from "./archive"
import type { Kept } from "./names"
import { type Ancestor, ancestorsIn, type Plan, planRecovery, type Target } from "./plan"
import { type Recovered, recover } from "./recover"
import { type Account, makeFolder, openKept, unpackBase, writeSparse } from "./unpack"

export type RestoreInput = {
  /** The archive of the cluster. */
  folder: string
  keys: string[]
  /** Where the data directory will be: missing, or empty. */
  into: string
  target: Target
  /** The newest unless another is named. */
  timeline?: number
  /** A role of the cluster that owns the tables, and their database. */
  user: string
  database: string
  /** The folder of the program `postgres`, of the version of the cluster; undefined is the one that came with the packages. */
  bin?: string
}

export type Restored = Recovered & Pick<Plan, "base" | "timeline" | "end">

/** As root, Postgres needs somebody else to run it. */
const NOBODY = 65534

/**
 * Makes the data directory of the cluster as it was at `target`: unpacks the last base before, lets Postgres replay the
 * WAL up to there, and reads every row of every table. Returns what is in it. Throws AppError `invalid` when the
 * archive does not lead there, or when something in it is damaged; then nothing is left in `into`.
 */
export async function restoreTo(input: RestoreInput): Promise<Restored> {
  const { folder, keys, into, target, timeline } = input
  await expectEmpty(into)
  const archive = await readArchive(folder)
  const plan = planRecovery(archive, await historiesIn(folder, archive.kept, keys), { target, timeline })
  const account = await accountFor(into)
  const wal = `${into.replace(/\/+$/, "")}.wal`
  try {
    await makeFolder(into, account)
    await unpackBase(join(folder, plan.base.fileName), keys, into, account)
    await makeFolder(wal, account)
    for (const one of [...archive.kept.filter(({ kind }) => kind === "history"), ...plan.segments])
      await writeSparse(join(wal, one.name), await openKept(folder, one, keys), account)
    // A cluster whose settings lie elsewhere, as Debian has it, comes without this file.
    if (!(await namesIn(into)).includes("postgresql.conf")) await writeFile(join(into, "postgresql.conf"), "")
    const recovered = await recover({ ...input, wal, account, timeline: plan.timeline })
    return { ...recovered, base: plan.base, timeline: plan.timeline, end: plan.end }
  } catch (error) {
    for (const name of await namesIn(into)) await rm(join(into, name), { recursive: true, force: true })
    throw error
  } finally {
    await rm(wal, { recursive: true, force: true })
  }
}

async function expectEmpty(into: string) {
  await mkdir(into, { recursive: true })
  if ((await readdir(into)).length > 0) throw new AppError("invalid", `${into} is not empty.`)
}

async function historiesIn(folder: string, kept: Kept[], keys: string[]) {
  const histories = new Map<number, Ancestor[]>()
  for (const one of kept.filter(({ kind }) => kind === "history")) {
    const timeline = Number.parseInt(one.name.slice(0, 8), 16)
    histories.set(timeline, ancestorsIn((await openKept(folder, one, keys)).toString()))
  }
  return histories
}

/** Who owns the folder already, as the volume of a container is, runs Postgres on it. */
async function accountFor(into: string): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined
  const { uid, gid } = await stat(into)
  return uid === 0 ? { uid: NOBODY, gid: NOBODY } : { uid, gid }
}

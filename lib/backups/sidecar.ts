import { open, readdir, readFile, rename, rm } from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import { z } from "zod"

const moment = z.iso.datetime()

/** What stands beside each backup, without the key and without anything about anybody. */
export const Sidecar = z.object({
  file: z.string(),
  takenAt: moment,
  version: z.string(),
  size: z.number(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  rows: z.record(z.string(), z.number()),
  /** `taken`: not proven yet. `good`: it was restored and came back as it was. `failed`: it did not, or has changed since. */
  state: z.enum(["taken", "good", "failed"]),
  why: z.string().nullable(),
  provedAt: moment.nullable(),
  /** When its bytes were last read. */
  checkedAt: moment.nullable(),
  /** When it was copied elsewhere, or why it was not; both null where no copies are wanted. */
  copiedAt: moment.nullable(),
  copyProblem: z.string().nullable(),
})
export type Sidecar = z.infer<typeof Sidecar>

const ENDING = ".age"
const BESIDE = ".json"
const PARTIAL = ".partial"

/** `bec-crm-2026-03-10T18-00-00-000Z.tar.gz.age`: what the file is called whose backup was begun then. */
export const fileNameAt = (moment: Date) =>
  `bec-crm-${moment.toISOString().replaceAll(/[:.]/g, "-")}.tar.gz${ENDING}`

/** The name of a file that is being written. */
export const partial = (path: string) => `${path}${PARTIAL}`

/** Writes what stands beside a backup, whole or not at all. */
export async function writeSidecar(directory: string, sidecar: Sidecar): Promise<void> {
  const path = join(directory, sidecar.file + BESIDE)
  const file = await open(partial(path), "w", 0o600)
  try {
    await file.writeFile(`${JSON.stringify(sidecar, null, 1)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await putInPlace(path)
}

/** Gives a file that was written to its end its name, so that a power cut leaves the one or the other. */
export async function putInPlace(path: string): Promise<void> {
  await rename(partial(path), path)
  await syncFolder(dirname(path))
}

/** Until then a power cut could take a new name in the folder away again. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r")
  await handle.sync().finally(() => handle.close())
}

/** What stands beside the backup; undefined when nothing does, or nothing that can be read. */
export async function sidecarOf(path: string): Promise<Sidecar | undefined> {
  try {
    const { data } = Sidecar.safeParse(JSON.parse(await readFile(path + BESIDE, "utf8")))
    return data && { ...data, file: basename(path) }
  } catch {
    return undefined
  }
}

/** What stands beside the backups of a directory, the newest first. */
export async function sidecarsIn(directory: string): Promise<Sidecar[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(ENDING))
  const found = await Promise.all(names.map((name) => sidecarOf(join(directory, name))))
  return found.filter((sidecar) => sidecar !== undefined).sort((a, b) => b.takenAt.localeCompare(a.takenAt))
}

/** Removes a backup and what stands beside it. */
export async function removeBackup(directory: string, file: string): Promise<void> {
  await rm(join(directory, file), { force: true })
  await rm(join(directory, file + BESIDE), { force: true })
}

/** Removes what somebody was writing when they were killed. Only for who knows that nobody else writes there. */
export async function removePartial(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name.startsWith("bec-crm-"))
  for (const name of names.filter((name) => name.endsWith(PARTIAL))) await rm(join(directory, name))
}

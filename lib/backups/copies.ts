import { createReadStream, createWriteStream } from "node:fs"
import { mkdir, open, rm } from "node:fs/promises"
import { join } from "node:path"
import { pipeline } from "node:stream/promises"
import { requireUnchanged } from "./prove"
import { putObject, type S3 } from "./s3"
import { partial, putInPlace, type Sidecar, sidecarsIn, writeSidecar } from "./sidecar"
import { whyInWords } from "./words"

type Elsewhere = { copyDirectory: string | null; s3: S3 | null }

/** Copies each good backup that is not copied yet to the other places, and writes beside it what came of it. */
export async function copyElsewhere(
  directory: string,
  elsewhere: Elsewhere,
  now: () => Date,
  signal?: AbortSignal,
): Promise<void> {
  if (!elsewhere.copyDirectory && !elsewhere.s3) return
  for (const sidecar of await sidecarsIn(directory)) {
    signal?.throwIfAborted()
    if (sidecar.state !== "good" || sidecar.copiedAt) continue
    const outcome = await copy(directory, sidecar, elsewhere).then(
      () => ({ copiedAt: now().toISOString(), copyProblem: null }),
      (error) => ({ copyProblem: whyInWords(error) }),
    )
    await writeSidecar(directory, { ...sidecar, ...outcome })
  }
}

async function copy(directory: string, sidecar: Sidecar, { copyDirectory, s3 }: Elsewhere) {
  const path = join(directory, sidecar.file)
  if (copyDirectory) await copyToDirectory(path, sidecar, copyDirectory)
  if (s3) await putObject(s3, path, sidecar)
}

async function copyToDirectory(path: string, sidecar: Sidecar, directory: string) {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const copied = join(directory, sidecar.file)
  try {
    await pipeline(createReadStream(path), createWriteStream(partial(copied), { mode: 0o600 }))
    const file = await open(partial(copied), "r+")
    await file.sync().finally(() => file.close())
    await requireUnchanged(partial(copied), sidecar)
    await writeSidecar(directory, sidecar)
    await putInPlace(copied)
  } catch (error) {
    await rm(partial(copied), { force: true })
    throw error
  }
}

import { randomBytes, randomUUID } from "node:crypto"
import { mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import { buffer } from "node:stream/consumers"
import { pack } from "tar-stream"
import { afterAll, beforeAll, expect, test } from "vitest"
import { newKey, seal } from "../../lib/backups/seal"
import { unpackBase } from "../../lib/wal/unpack"
import { beforeTests } from "../support/before"

const home = join(tmpdir(), `unpack-${randomUUID()}`)
beforeAll(() => mkdir(home))
afterAll(() => rm(home, { recursive: true }))

const opened = beforeTests(newKey)
const base = join(home, "base.tar.gz.age")
/** What cannot be compressed, so that a damage of any place is in one of them. */
const files = Array.from({ length: 60 }, (_, n) => ({
  name: `data-${n}`,
  content: randomBytes(20_000 + 1000 * n),
}))

async function sealed(): Promise<Buffer> {
  const archive = pack()
  for (const { name, content } of files) archive.entry({ name }, content)
  archive.finalize()
  return buffer(await seal(Readable.from(archive, { objectMode: false }), [opened.recipient]))
}

test("a base backup is unpacked whole, and where it is damaged anywhere that is said of it by name", async () => {
  const whole = await sealed()
  const unpacked = () => unpackBase(base, [opened.key], home, undefined)
  await writeFile(base, whole)
  await unpacked()
  for (const { name, content } of files)
    expect((await readFile(join(home, name))).equals(content), name).toBe(true)

  const said = new Set<string>()
  for (let at = 1000; at < whole.length; at += 39_119) {
    const bad = Buffer.from(whole)
    bad[at] = (bad[at] ?? 0) ^ 1
    await writeFile(base, bad)
    said.add(await unpacked().then(() => "nothing", String))
  }
  expect([...said]).toEqual(["AppError: base.tar.gz.age: It is damaged: bytes were changed or are missing."])
}, 120_000)

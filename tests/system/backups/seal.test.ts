import { randomBytes } from "node:crypto"
import { Readable } from "node:stream"
import { buffer } from "node:stream/consumers"
import { gunzipSync } from "node:zlib"
import { Decrypter } from "age-encryption"
import fc from "fast-check"
import { beforeAll, expect, test } from "vitest"
import { isRecipient, keysIn, newKey, seal, unseal } from "@/lib/backups/seal"
import { often } from "../../support/often"

let mine: Awaited<ReturnType<typeof newKey>>
let other: Awaited<ReturnType<typeof newKey>>

beforeAll(async () => {
  ;[mine, other] = await Promise.all([newKey(), newKey()])
})

const sealed = async (bytes: Buffer, recipients = [mine.recipient]) =>
  await buffer(await seal(Readable.from([bytes]), recipients))
const opened = async (bytes: Buffer, key = mine.key) =>
  await buffer(await unseal(Readable.from([bytes]), [key]))

test("what was sealed opens with the key of each recipient and with no other", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 300_000 }), async (size) => {
      const plain = randomBytes(size)
      const file = await sealed(plain, [mine.recipient, other.recipient])
      expect((await opened(file)).equals(plain)).toBe(true)
      expect((await opened(file, other.key)).equals(plain)).toBe(true)
    }),
    { numRuns: often(5, 20) },
  )
  const file = await sealed(Buffer.from("private"))
  await expect(opened(file, other.key)).rejects.toThrow("This key does not open it")
})

test("any tool that knows age and gzip opens it", async () => {
  const decrypter = new Decrypter()
  decrypter.addIdentity(mine.key)
  const compressed = await decrypter.decrypt(await sealed(Buffer.from("in plain words")))
  expect(gunzipSync(compressed).toString()).toBe("in plain words")
})

test("one changed byte, wherever it is, is found", async () => {
  const file = await sealed(randomBytes(150_000), [mine.recipient, other.recipient])
  const begin = Array.from({ length: 400 }, (_, at) => at)
  const edges = [65_536, 65_552, 131_072].flatMap((at) => [at - 1, at, at + 1]).concat(file.length - 1)
  const anywhere = Array.from({ length: 60 }, () => Math.floor(Math.random() * file.length))
  for (const at of [...begin, ...edges, ...anywhere]) {
    const bad = Buffer.from(file)
    bad[at] = (bad[at] ?? 0) ^ (1 << (at % 8))
    await expect(opened(bad), `byte ${at}`).rejects.toMatchObject({ name: "AppError", kind: "invalid" })
  }
})

test("a cut, a longer, an empty and a foreign file are named", async () => {
  const file = await sealed(randomBytes(100_000))
  for (const length of [0, 10, 21, 22, 200, 216, 65_000, file.length - 1])
    await expect(opened(file.subarray(0, length)), `${length} bytes`).rejects.toThrow(
      /damaged|not encrypted with age/,
    )
  await expect(opened(Buffer.concat([file, Buffer.from("x")]))).rejects.toThrow("damaged")
  await expect(opened(randomBytes(1000))).rejects.toThrow("not encrypted with age")
})

test("a fault of the source is told as it is, on both ways", async () => {
  const fault = Object.assign(new Error("EIO: i/o error, read"), { code: "EIO", syscall: "read" })
  const failing = (first: Buffer) =>
    Readable.from(
      (async function* () {
        yield first
        throw fault
      })(),
    )
  await expect(seal(failing(randomBytes(200_000)), [mine.recipient]).then(buffer)).rejects.toThrow("EIO")
  const file = await sealed(randomBytes(300_000))
  await expect(unseal(failing(file.subarray(0, 200_000)), [mine.key]).then(buffer)).rejects.toThrow("EIO")
})

test("keys are read from a key file with comments, and a recipient is known by its form", async () => {
  expect(keysIn(`# made today\n# public key: ${mine.recipient}\n${mine.key}\n`)).toEqual([mine.key])
  expect(() => keysIn(mine.recipient)).toThrow("There is no key in it")
  expect(isRecipient(mine.recipient)).toBe(true)
  for (const text of ["", "age1", mine.key, `${mine.recipient}q`]) expect(isRecipient(text)).toBe(false)
})

test("memory stays flat however much is sealed and opened", async () => {
  const SIZE = 256 * 1024 * 1024
  const piece = randomBytes(1024 * 1024)
  async function* source() {
    for (let left = SIZE; left > 0; left -= piece.length) yield piece
  }
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  let read = 0
  const both = await unseal(await seal(Readable.from(source()), [mine.recipient]), [mine.key])
  for await (const chunk of both) {
    read += chunk.length
    most = Math.max(most, process.memoryUsage().arrayBuffers - before)
  }
  expect(read).toBe(SIZE)
  expect(most).toBeLessThan(96 * 1024 * 1024)
  console.info(`sealed and opened ${SIZE >> 20} MiB with ${most >> 20} MiB of buffers at most`)
}, 120_000)

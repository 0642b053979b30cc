import { type Duplex, pipeline, Readable } from "node:stream"
import type { ReadableStream } from "node:stream/web"
import { createGunzip, createGzip } from "node:zlib"
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption"
import { AppError } from "../core/errors"

const PIECE = 64 * 1024
const FIRST_LINE = "age-encryption.org/v1\n"

/**
 * Compresses and encrypts what is read, so that each of `recipients` (`age1…`) opens it alone: the bytes of a file that
 * `age -d -i key.txt FILE | gunzip` opens, too. Nothing is kept in memory but a few pieces; an error of `plain` is an
 * error of what is returned.
 */
export async function seal(plain: Readable, recipients: string[]): Promise<Readable> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return fromWeb(await encrypter.encrypt(toWeb(through(plain, createGzip({ chunkSize: PIECE, level: 3 })))))
}

/**
 * The reverse of `seal`, with any of the keys (`AGE-SECRET-KEY-1…`). Throws AppError `invalid` when it was not sealed or
 * none of the keys opens it; what is returned fails with one when a byte was changed, added or is missing. So nothing
 * that was read counts before the end was.
 */
export async function unseal(sealed: Readable, keys: string[]): Promise<Readable> {
  const decrypter = new Decrypter()
  for (const key of keys) decrypter.addIdentity(key)
  const opened = await decrypter.decrypt(toWeb(Readable.from(begunRightly(sealed)))).catch((error) => {
    sealed.destroy()
    throw said(error)
  })
  return named(through(fromWeb(opened), createGunzip({ chunkSize: PIECE })))
}

/** A new key pair: `key` opens what was sealed for `recipient`. */
export async function newKey(): Promise<{ key: string; recipient: string }> {
  const key = await generateX25519Identity()
  return { key, recipient: await identityToRecipient(key) }
}

/** The recipient that a key opens for. */
export const recipientOf = (key: string): Promise<string> => identityToRecipient(key)

/** Whether something can be sealed for it. */
export function isRecipient(text: string): boolean {
  try {
    new Encrypter().addRecipient(text)
    return text.startsWith("age1")
  } catch {
    return false
  }
}

/** The keys in the text of a key file, which may have comments. Throws AppError `invalid` when there is none, or a damaged one. */
export function keysIn(text: string): string[] {
  const keys = text.match(/^AGE-SECRET-KEY-\S+$/gm) ?? []
  if (keys.length === 0) throw new AppError("invalid", "There is no key in it: a line AGE-SECRET-KEY-1….")
  for (const key of keys) requireWhole(key)
  return keys
}

function requireWhole(key: string) {
  try {
    new Decrypter().addIdentity(key)
  } catch {
    throw new AppError(
      "invalid",
      "The key is damaged: a letter of its line AGE-SECRET-KEY-1… is missing or wrong.",
    )
  }
}

/** Ends both when one does; the reader of `next` hears of an error of `from`. */
function through(from: Readable, next: Duplex): Readable {
  return pipeline(from, next, () => {})
}

/** A long file that was never sealed would be read to its end in search of a first line. */
async function* begunRightly(sealed: Readable) {
  let start = Buffer.alloc(0)
  for await (const piece of sealed) {
    if (start.length >= FIRST_LINE.length) {
      yield piece
      continue
    }
    start = Buffer.concat([start, piece])
    if (start.length < FIRST_LINE.length) continue
    if (start.subarray(0, FIRST_LINE.length).toString("latin1") !== FIRST_LINE) throw foreign()
    yield start
  }
  if (start.length < FIRST_LINE.length) throw foreign()
}

async function* saying(stream: Readable) {
  try {
    yield* stream
  } catch (error) {
    throw said(error)
  }
}

const named = (stream: Readable) => Readable.from(saying(stream), { objectMode: false })

const foreign = () => new AppError("invalid", "This file was not encrypted with age: it is no backup.")

/** A fault of the disk or the network keeps its own name. */
function said(error: unknown): unknown {
  if (error instanceof AppError || hasSystemCode(error)) return error
  if (error instanceof Error && /no identity matched/.test(error.message))
    return new AppError("invalid", "This key does not open it, or its first lines are damaged.")
  return new AppError("invalid", "It is damaged: bytes were changed or are missing.")
}

const hasSystemCode = (error: unknown) =>
  error instanceof Error && "syscall" in error && typeof error.syscall === "string"

const toWeb = (stream: Readable) => Readable.toWeb(stream) as unknown as globalThis.ReadableStream<Uint8Array>
const fromWeb = (stream: globalThis.ReadableStream<Uint8Array>) =>
  Readable.fromWeb(stream as unknown as ReadableStream)

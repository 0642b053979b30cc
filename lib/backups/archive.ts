import { pipeline, type Readable } from "node:stream"
import { buffer } from "node:stream/consumers"
import { extract, type Header } from "tar-stream"
import type { z } from "zod"
import { AppError } from "../core/errors"
import { About, FORMAT, names, Settings, Totals } from "./format"

type Entry = AsyncIterable<Buffer> & { header: Header }

export type Archive = Awaited<ReturnType<typeof openArchive>>

/**
 * Reads the beginning of an archive that `dump` wrote: what it is of, and the settings. `pieces` are the tables' rows as
 * COPY takes them, in their order, to be read once; `totals` come after the last of them. Throws AppError `invalid` for
 * anything else, and for a newer format.
 */
export async function openArchive(plain: Readable) {
  const tar = extract()
  pipeline(plain, tar, () => {})
  const entries = tar[Symbol.asyncIterator]() as unknown as AsyncIterator<Entry>
  const about = parsed(About, await named(names.about))
  if (about.format > FORMAT)
    throw new AppError("invalid", "This backup was made by a newer version: restore it with that one.")
  const settings = parsed(Settings, await named(names.settings))
  let totals: Totals | undefined
  return { about, settings, pieces: pieces(), totals: whole, close: () => plain.destroy() }

  async function* pieces(): AsyncGenerator<{ table: string; rows: Entry }> {
    for (let entry = await next(); entry; entry = await next()) {
      const table = names.tableOf(entry.header.name)
      if (table) yield { table, rows: entry }
      else totals = parsed(Totals, await contentOf(entry, names.totals))
    }
  }

  function whole(): Totals {
    if (!totals) throw incomplete()
    return totals
  }

  async function named(name: string) {
    const entry = await next()
    if (!entry) throw incomplete()
    return await contentOf(entry, name)
  }

  async function next(): Promise<Entry | undefined> {
    const { value, done } = await entries.next()
    return done ? undefined : value
  }
}

async function contentOf(entry: Entry, name: string): Promise<Buffer> {
  if (entry.header.name !== name) throw new AppError("invalid", "This is no backup of the CRM.")
  return await buffer(entry)
}

function parsed<T>(schema: z.ZodType<T>, content: Buffer): T {
  const { data } = schema.safeParse(jsonIn(content.toString("utf8")))
  if (!data) throw new AppError("invalid", "This is no backup of the CRM.")
  return data
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const incomplete = () => new AppError("invalid", "It is not whole: its end is missing.")

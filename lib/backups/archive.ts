import type { Readable } from "node:stream"
import { buffer } from "node:stream/consumers"
import type { z } from "zod"
import { AppError } from "../core/errors"
import { About, FORMAT, names, Settings, Totals } from "./format"
import { entriesOf, type TarEntry } from "./tar"

export type Archive = Awaited<ReturnType<typeof openArchive>>

/**
 * Reads the beginning of an archive that `dump` wrote: what it is of, and the settings. `pieces` are the tables' rows as
 * COPY takes them, in their order, to be read once; `totals` come after the last of them. Throws AppError `invalid` for
 * anything else, and for a newer format.
 */
export async function openArchive(plain: Readable) {
  const entries = entriesOf(plain)
  const about = parsed(About, await named(names.about))
  if (about.format > FORMAT)
    throw new AppError("invalid", "This backup was made by a newer version: restore it with that one.")
  const settings = parsed(Settings, await named(names.settings))
  let totals: Totals | undefined
  return { about, settings, pieces: pieces(), totals: whole, close: () => plain.destroy() }

  async function* pieces(): AsyncGenerator<{ table: string; rows: AsyncIterable<Buffer> }> {
    for (let entry = await next(); entry; entry = await next()) {
      const table = names.tableOf(entry.header.name)
      if (table) yield { table, rows: entry.content }
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

  async function next(): Promise<TarEntry | undefined> {
    const { value, done } = await entries.next()
    return done ? undefined : value
  }
}

async function contentOf({ header, content }: TarEntry, name: string): Promise<Buffer> {
  if (header.name !== name) throw new AppError("invalid", "This is no backup of the CRM.")
  return await buffer(content)
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

import { createHash } from "node:crypto"
import { eq } from "drizzle-orm"
import type { z } from "zod"
import type { Database, Transaction } from "../../db/client"
import { importChunks, importMappings, imports } from "../../db/schema"
import { AppError, invalid } from "../core/errors"
import { only } from "../core/only"
import { type Inside, operation } from "../core/operation"
import { isRepeatable, type Mapping } from "./columns"
import { type Format, recognise } from "./format"
import { type ImportRecord, lockImport, starterOf, textOf } from "./records"
import { ConfigureInput, LoadFileInput, usualOptions } from "./schema"
import { type Encoding, encodingOf } from "./text"
import { asText } from "./workbook"

const PIECE = 256 * 1024
const SAMPLE_CHARACTERS = 64 * 1024

/**
 * Keeps a file and recognises how to read it; nothing of it is written yet. Returns the import. Throws invalid for a
 * file that is empty, too large, or no text.
 */
export const loadFile = operation({
  permission: "imports.manage",
  input: LoadFileInput,
  run: ({ tx, actor, now, record }, file) => keepFile(tx, file, { actor, now, record }),
})

/** The same inside a transaction. */
export async function keepFile(
  tx: Transaction,
  file: z.output<typeof LoadFileInput>,
  { actor, now, record }: Pick<Inside, "actor" | "now" | "record">,
): Promise<ImportRecord> {
  const { fileName, bytes } = await asText(file)
  const pieces = [...piecesOf(bytes)]
  if (pieces.length === 0) throw invalid("file", "This file is empty.")
  const encoding = await encodingOf(pieces)
  const fresh = {
    delimiter: "," as const,
    headings: [],
    mapping: [],
    options: usualOptions,
    state: "new" as const,
  }
  const stamps = { createdAt: now, updatedAt: now }
  const row = { ...fresh, ...starterOf(actor), ...stamps, fileName, fileSize: bytes.length, encoding }
  const { id } = only(await tx.insert(imports).values(row).returning({ id: imports.id }))
  for (const [number, piece] of pieces.entries())
    await tx.insert(importChunks).values({ importId: id, number, bytes: piece })
  record("import.loaded", { importId: id })
  return recogniseAgain(tx, id, encoding)
}

/**
 * Changes how a file is read or what its columns are; what is not given is recognised anew where it depends on what was
 * given. Any preview is thrown away. Throws conflict when the import was already written.
 */
export const configureImport = operation({
  permission: "imports.manage",
  input: ConfigureInput,
  async run({ tx, now }, { id, encoding, delimiter, headerAt, mapping, options }) {
    const current = await lockImport(tx, id)
    if (!["new", "checked", "failed"].includes(current.state)) throw alreadyWritten()
    const isOtherwise = encoding !== undefined || delimiter !== undefined || headerAt !== undefined
    const format = { delimiter: delimiter ?? current.delimiter, headerAt }
    const { headings } = isOtherwise
      ? await recogniseAgain(tx, id, encoding ?? current.encoding, format)
      : current
    if (mapping && mapping.length !== headings.length)
      throw invalid("mapping", "Say for each column what it is.")
    requireUseful(mapping)
    return only(
      await tx
        .update(imports)
        .set({
          ...(mapping && { mapping }),
          ...(options && { options }),
          state: "new",
          problem: null,
          updatedAt: now,
        })
        .where(eq(imports.id, id))
        .returning(),
    )
  },
})

/** Why an import that was written is not changed any more. */
export const alreadyWritten = () => new AppError("conflict", "This import is running or was written already.")

/** Throws invalid unless both names have a column and no field comes from two columns. */
export function requireUseful(mapping: Mapping | undefined) {
  if (!mapping) return
  const given = mapping.filter((field) => field !== null)
  const twice = given.find((field, place) => given.indexOf(field) !== place && !isRepeatable(field))
  if (twice) throw invalid("mapping", "Two columns are matched to the same field.")
  const hasNames = given.includes("firstName") && given.includes("lastName")
  if (!hasNames && !given.includes("fullName"))
    throw invalid("mapping", "Say which columns hold the first and the last name.")
}

async function recogniseAgain(
  tx: Transaction,
  id: string,
  encoding: Encoding,
  given: Partial<Format> = {},
): Promise<ImportRecord> {
  const text = await sampleText(tx, id, encoding)
  const asItLooks = recognise(text, given)
  const isOpen = given.headerAt === undefined && asItLooks.format.headerAt === null
  // Headings that name nothing known may still be remembered.
  const ways = isOpen ? [asItLooks, recognise(text, { ...given, headerAt: 0 })] : [asItLooks]
  const known = await Promise.all(ways.map(({ headings }) => rememberedMapping(tx, headings)))
  const place = Math.max(0, known.findIndex(Boolean))
  const { format, headings, mapping } = ways[place] ?? asItLooks
  const remembered = known[place]
  return only(
    await tx
      .update(imports)
      .set({ encoding, ...format, headings, mapping: remembered ?? mapping })
      .where(eq(imports.id, id))
      .returning(),
  )
}

/** The start of the file's text; a record that the end cuts off is left out where there is another. */
export async function sampleText(db: Database, id: string, encoding: Encoding): Promise<string> {
  let text = ""
  for await (const part of textOf(db, { id, encoding })) {
    text += part
    if (text.length >= SAMPLE_CHARACTERS) {
      const end = text.lastIndexOf("\n", SAMPLE_CHARACTERS)
      return text.slice(0, end > 0 ? end + 1 : SAMPLE_CHARACTERS)
    }
  }
  return text
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += PIECE) yield bytes.subarray(from, from + PIECE)
}

const hashOf = (headings: readonly string[]) =>
  createHash("sha256")
    .update(JSON.stringify(headings.map((heading) => heading.toLowerCase())))
    .digest("hex")

async function rememberedMapping(tx: Transaction, headings: string[]): Promise<Mapping | undefined> {
  if (headings.every((heading) => heading === "")) return undefined
  const [kept] = await tx
    .select()
    .from(importMappings)
    .where(eq(importMappings.headingsHash, hashOf(headings)))
  return kept?.mapping as Mapping | undefined
}

/** Remembers how the columns were matched, for the next file with the same headings. */
export async function rememberMapping(
  tx: Transaction,
  headings: string[],
  mapping: Mapping,
  now: Date,
): Promise<void> {
  if (headings.every((heading) => heading === "")) return
  await tx
    .insert(importMappings)
    .values({ headingsHash: hashOf(headings), mapping, updatedAt: now })
    .onConflictDoUpdate({ target: importMappings.headingsHash, set: { mapping, updatedAt: now } })
}

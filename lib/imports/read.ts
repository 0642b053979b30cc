import { and, asc, count, desc, eq, gt, inArray, type SQL, sql } from "drizzle-orm"
import { z } from "zod"
import type { Database } from "../../db/client"
import { clients, importRows, imports } from "../../db/schema"
import { pageLimit, uuid } from "../core/fields"
import { query } from "../core/operation"
import { recognise } from "./format"
import { sampleText } from "./load"
import { findImport, formatOf, isDoubtful, isWrong } from "./records"
import { ImportId } from "./schema"

export const rowActions = ["create", "update", "join", "same", "skip", "unclear", "fail"] as const
export type RowAction = (typeof rowActions)[number]
export const rowOutcomes = ["created", "updated", "same", "skipped", "failed"] as const
export type RowOutcome = (typeof rowOutcomes)[number]

/**
 * One import with its numbers: how many rows there are, how many the preview puts under each action, how many ended in
 * each way, and how many were taken back. Throws not_found.
 */
export const getImport = query({
  permission: "imports.manage",
  input: ImportId,
  run: ({ db }, { id }) => counted(db, id),
})

/** So many wrong rows are told one by one; all of them are in `problemRows`. */
const MOST_TOLD = 100

/**
 * The same with what is wrong with the first 100 rows that cannot be imported, or could not, and what is told of the first
 * 100 that can. Throws not_found.
 */
export const importReport = query({
  permission: "imports.manage",
  input: ImportId,
  async run({ db }, { id }) {
    const found = await counted(db, id)
    const told = (condition: SQL | undefined) =>
      db
        .select({ line: importRows.line, action: importRows.action, problems: importRows.problems })
        .from(importRows)
        .where(condition)
        .orderBy(asc(importRows.line))
        .limit(MOST_TOLD)
    return { ...found, wrong: await told(isWrong(id)), doubtful: await told(isDoubtful(id)) }
  },
})

async function counted(db: Database, id: string) {
  const found = await findImport(db, id)
  const rows = await db
    .select({
      action: importRows.action,
      outcome: importRows.outcome,
      undo: importRows.undo,
      number: count(),
      doubtful: sql<number>`count(*) filter (where ${isDoubtful(id)})`.mapWith(Number),
    })
    .from(importRows)
    .where(eq(importRows.importId, id))
    .groupBy(importRows.action, importRows.outcome, importRows.undo)
  const sum = (fits: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(fits).reduce((total, { number }) => total + number, 0)
  return {
    ...found,
    total: sum(() => true),
    written: sum(({ outcome }) => outcome !== null),
    actions: countsOf(rowActions, (action) => sum((row) => row.action === action)),
    outcomes: countsOf(rowOutcomes, (outcome) => sum((row) => row.outcome === outcome)),
    doubtfulRows: rows.reduce((total, { doubtful }) => total + doubtful, 0),
    undone: sum(({ undo }) => undo === "undone"),
    kept: sum(({ undo }) => undo === "kept"),
  }
}

const countsOf = <K extends string>(names: readonly K[], numberOf: (name: K) => number) =>
  Object.fromEntries(names.map((name) => [name, numberOf(name)])) as Record<K, number>

/** The first records of an import's file as it is read now, for matching its columns. Throws not_found. */
export const importExamples = query({
  permission: "imports.manage",
  input: ImportId,
  async run({ db }, { id }) {
    const found = await findImport(db, id)
    const text = await sampleText(db, id, found.encoding)
    return recognise(text, formatOf(found)).examples
  },
})

/** All imports, newest first, at most 100. */
export const listImports = query({
  permission: "imports.manage",
  input: z.strictObject({}),
  run: ({ db }) => db.select().from(imports).orderBy(desc(imports.createdAt), desc(imports.id)).limit(100),
})

/** Rows of an import in the order of the file, with the client they mean; `after` is the last line of the page before. */
export const listImportRows = query({
  permission: "imports.manage",
  input: z.strictObject({
    id: uuid,
    actions: z.array(z.enum(rowActions)).optional(),
    outcomes: z.array(z.enum(rowOutcomes)).optional(),
    undo: z.enum(["undone", "kept"]).optional(),
    /** Only those that come in with something to look at. */
    doubtful: z.literal(true).optional(),
    after: z.number().int().min(0).default(0),
    limit: pageLimit,
  }),
  async run({ db }, { id, actions, outcomes, undo, doubtful, after, limit }) {
    await findImport(db, id)
    const rows = await db
      .select({
        line: importRows.line,
        action: importRows.action,
        outcome: importRows.outcome,
        problems: importRows.problems,
        changes: importRows.changes,
        input: importRows.input,
        sameAs: importRows.sameAs,
        clientId: importRows.clientId,
        undo: importRows.undo,
        undoProblem: importRows.undoProblem,
        clientName: sql<
          string | null
        >`case when ${clients.deletedAt} is null then ${clients.firstName} || ' ' || ${clients.lastName} end`,
      })
      .from(importRows)
      .leftJoin(clients, eq(clients.id, importRows.clientId))
      .where(
        and(
          eq(importRows.importId, id),
          gt(importRows.line, after),
          actions && inArray(importRows.action, actions),
          outcomes && inArray(importRows.outcome, outcomes),
          undo && eq(importRows.undo, undo),
          doubtful && isDoubtful(id),
        ),
      )
      .orderBy(asc(importRows.line))
      .limit(limit + 1)
    const shown = rows.slice(0, limit)
    return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.line ?? null) : null }
  },
})

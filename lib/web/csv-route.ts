import "server-only"
import type { z } from "zod"
import { noteExport } from "../audit/exports"
import { type CsvColumn, csvOf } from "../core/csv"
import type { Context, Query, Stream } from "../core/operation"
import { problemOf } from "./api/problem"
import { csvResponse } from "./csv-response"
import { requireOwnHost } from "./kiosk-host"
import { requireWithinLimit } from "./limited"
import { textParams } from "./search-params"
import { staffContext } from "./session"

type Search = Record<string, string | undefined>

type CsvFile<S extends z.ZodType, R, T> = {
  /** The file's name without its ending; where it depends on the parameters of the address, made of them. */
  name: string | ((search: Search) => string)
  query: Query<S, R>
  /** The lines of the file, where the query's answer is not the list of them. */
  rows?: (result: R) => readonly T[]
  /** The query's input from the parameters of the address. */
  input: (search: Search) => z.input<S>
  columns: readonly CsvColumn<NoInfer<T>>[]
}

type RowOf<R> = R extends readonly (infer Row)[] ? Row : never

/**
 * A route handler that gives the rows of a query to the signed-in user as a CSV file (UTF-8 with a byte order mark), and
 * writes that down.
 */
export function csvRoute<S extends z.ZodType, R, T = RowOf<R>>({
  name,
  query,
  input,
  rows = (result) => result as readonly T[],
  columns,
}: CsvFile<S, R, T>) {
  return fileRoute(async (ctx, search) => {
    const lines = rows(await query(ctx, input(search)))
    const report = typeof name === "string" ? name : name(search)
    await noteExport(ctx, { report, rows: lines.length })
    return csvResponse(report, csvOf(columns, lines))
  })
}

type StreamedFile<S extends z.ZodType> = {
  name: string
  stream: Stream<S>
  input: (search: Search) => z.input<S>
}

/** The same for a file that is too long to be held; its stream writes down that it was taken. */
export function csvStreamRoute<S extends z.ZodType>({ name, stream, input }: StreamedFile<S>) {
  return fileRoute(async (ctx, search) => csvResponse(name, await stream(ctx, input(search))))
}

function fileRoute(answer: (ctx: Context, search: Search) => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    const ctx = await staffContext()
    try {
      requireOwnHost(request.headers)
      await requireWithinLimit("exports", ctx.actor, request.headers)
      return await answer(ctx, textParams(Object.fromEntries(new URL(request.url).searchParams)))
    } catch (error) {
      return problemOf(error, ctx.requestId)
    }
  }
}

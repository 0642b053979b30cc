import "server-only"
import { Readable } from "node:stream"
import { notFound } from "../core/errors"
import { uuid } from "../core/fields"
import type { Context } from "../core/operation"
import { problemOf } from "./api/problem"
import { staffContext } from "./session"

type RouteContext = { params: Promise<{ id: string }> }

/** A route handler that gives a CSV file piece by piece, as `rowsOf` makes it for the `{id}` in the address. */
export function csvStream(name: string, rowsOf: (ctx: Context, id: string) => AsyncGenerator<string>) {
  return async (_: Request, { params }: RouteContext): Promise<Response> => {
    const ctx = await staffContext()
    try {
      const { id } = await params
      if (!uuid.safeParse(id).success) throw notFound("address")
      return await csvResponse(name, rowsOf(ctx, id))
    } catch (error) {
      return problemOf(error, ctx.requestId)
    }
  }
}

/** The answer that carries the pieces. What is refused is refused before the first piece. */
export async function csvResponse(name: string, pieces: AsyncGenerator<string>): Promise<Response> {
  const first = await pieces.next()
  async function* all() {
    yield "\uFEFF"
    if (!first.done) yield first.value
    yield* pieces
  }
  return new Response(Readable.toWeb(Readable.from(all())) as BodyInit, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}.csv"`,
      "Cache-Control": "no-store",
    },
  })
}

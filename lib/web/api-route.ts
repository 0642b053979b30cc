import "server-only"
import type { z } from "zod"
import { AppError, invalid, notFound } from "../core/errors"
import { uuid } from "../core/fields"
import { authorize, type Context } from "../core/operation"
import { jsonBody } from "./api/body"
import { apiContext } from "./api/caller"
import type { Endpoint, Names, Parts } from "./api/endpoint"
import { fileBody } from "./api/file-body"
import { camelKeys } from "./api/names"
import { problem, problemOf } from "./api/problem"
import { requestIdOf } from "./context"
import { csvResponse } from "./csv-response"
import { requireWithinLimit } from "./limited"

type RouteContext = { params: Promise<Names> }

/** A route handler for an endpoint: caller -> input -> operation -> JSON or CSV, or a problem document. */
export function apiRoute<S extends z.ZodType, R>(endpoint: Endpoint<S, R>) {
  return async (request: Request, { params }: RouteContext): Promise<Response> => {
    try {
      const ctx = await apiContext(request)
      if (endpoint.limit) await requireWithinLimit(endpoint.limit, ctx.actor, request.headers)
      // Next gives no params at all to a route without a dynamic segment, whatever its types say.
      const parts = await partsOf(request, endpoint, (await params) ?? {}, ctx)
      const result = await endpoint.run(ctx, (endpoint.input ?? together)(parts) as z.input<S>)
      return answer(endpoint, result as R)
    } catch (error) {
      const stays = request.method === "GET" && error instanceof AppError && error.details.mergedInto
      if (stays) return elsewhere(request, (await params).id ?? "", stays)
      return problemOf(error, requestIdOf(request.headers))
    }
  }
}

/** Where who was merged is now. For the time being: a merge can be undone. */
function elsewhere(request: Request, id: string, stays: string): Response {
  const { pathname, search } = new URL(request.url)
  const headers = { Location: pathname.replace(id, stays) + search }
  return problem(307, "This client was merged into another.", { merged_into: stays }, headers)
}

type Shape = Pick<Endpoint, "method" | "pathId" | "pathText" | "file"> & {
  run: Pick<Endpoint["run"], "permission">
}

async function partsOf(
  request: Request,
  { method, pathId = "id", pathText, file, run }: Shape,
  { id, ...names }: Names,
  { actor }: Context,
): Promise<Parts> {
  if (id !== undefined && !uuid.safeParse(id).success) throw notFound("address")
  const params: Names = id === undefined ? {} : { [pathId]: id }
  if (pathText) params[pathText] = names[pathText]
  const parts = { params, query: camelKeys(queryOf(request)), body: {}, headers: request.headers }
  if (file) {
    // Nobody who may not send it is listened to for 50 MB.
    authorize(actor, run.permission)
    return { ...parts, file: await fileBody(request, file) }
  }
  if (method === "GET" || method === "DELETE") return parts
  return { ...parts, body: camelKeys(await jsonBody(request)) }
}

function queryOf(request: Request): Names {
  const search = new URL(request.url).searchParams
  for (const name of search.keys())
    if (search.getAll(name).length > 1) throw invalid(name, "Give this parameter once only.")
  return Object.fromEntries(search)
}

/** Path parameters, query and body as one input; what is named twice is refused rather than guessed. */
function together({ params, query, body }: Parts): unknown {
  const input = { ...query, ...body, ...params }
  const named = Object.keys(query).length + Object.keys(body).length + Object.keys(params).length
  if (named === Object.keys(input).length) return input
  const twice = Object.keys(params).find((name) => name in query || name in body) ?? ""
  throw invalid(twice, "This field is not known.")
}

type Answer<R> = Pick<Endpoint<z.ZodType, R>, "present" | "status" | "accepted" | "responseHeaders" | "csv">

function answer<R>({ present, status, accepted, responseHeaders, csv }: Answer<R>, result: R): Response {
  if (csv) return csvResponse(csv, result as string | AsyncIterable<string>)
  const headers = { "Cache-Control": "no-store", ...responseHeaders?.(result) }
  if (!present) return new Response(null, { status: 204, headers })
  return Response.json(present(result), { status: accepted ? 202 : (status?.(result) ?? 200), headers })
}

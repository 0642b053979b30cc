import "server-only"
import { randomUUID } from "node:crypto"
import type { z } from "zod"
import { invalid, notFound } from "../core/errors"
import { uuid } from "../core/fields"
import { jsonBody } from "./api/body"
import { apiContext } from "./api/caller"
import type { Endpoint, Names, Parts } from "./api/endpoint"
import { camelKeys } from "./api/names"
import { problemOf } from "./api/problem"

type RouteContext = { params: Promise<Names> }

/** A route handler for an endpoint: caller -> input -> operation -> JSON, or a problem document. */
export function apiRoute<S extends z.ZodType, R>(endpoint: Endpoint<S, R>) {
  return async (request: Request, { params }: RouteContext): Promise<Response> => {
    const fallbackId = randomUUID()
    try {
      const ctx = await apiContext(request)
      // Next gives no params at all to a route without a dynamic segment, whatever its types say.
      const parts = await partsOf(request, endpoint, (await params) ?? {})
      const result = await endpoint.run(ctx, (endpoint.input ?? together)(parts) as z.input<S>)
      return answer(endpoint, result)
    } catch (error) {
      return problemOf(error, fallbackId)
    }
  }
}

type Shape = Pick<Endpoint, "method" | "pathId">

async function partsOf(request: Request, { method, pathId = "id" }: Shape, { id }: Names): Promise<Parts> {
  if (id !== undefined && !uuid.safeParse(id).success) throw notFound("address")
  const params: Names = id === undefined ? {} : { [pathId]: id }
  const body = method === "GET" || method === "DELETE" ? {} : camelKeys(await jsonBody(request))
  return { params, query: camelKeys(queryOf(request)), body, headers: request.headers }
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

type Answer<R> = Pick<Endpoint<z.ZodType, R>, "present" | "status" | "responseHeaders">

function answer<R>({ present, status, responseHeaders }: Answer<R>, result: R): Response {
  const headers = { "Cache-Control": "no-store", ...responseHeaders?.(result) }
  if (!present) return new Response(null, { status: 204, headers })
  return Response.json(present(result), { status: status?.(result) ?? 200, headers })
}

import type { z } from "zod"
import type { Operation, Query, Stream } from "../../core/operation"
import type { LimitName } from "../../limits"

export type Names = Record<string, string | undefined>

export type SentFile = { fileName: string | undefined; bytes: Uint8Array }

/** What a request carries: path parameters, query, JSON body (all in camelCase, as they came), and its headers. */
export type Parts = {
  params: Names
  query: Names
  body: Record<string, unknown>
  headers: Headers
  /** The body of an endpoint that takes a file. */
  file?: SentFile
}

/** One line of the API: served by a route handler and described in openapi.json from the same schemas. */
export type Endpoint<S extends z.ZodType = z.ZodType, R = unknown> = {
  method: "GET" | "POST" | "PATCH" | "DELETE"
  path: string
  /** The input's name for the `{id}` in the path; `id` unless said. */
  pathId?: string
  /** The name of what stands in the path instead of an id, which may be any text. */
  pathText?: string
  summary: string
  /** The limit of this endpoint, beside that of all calls of a key or user. */
  limit?: LimitName
  run: Operation<S, R> | Query<S, R> | Stream<S>
  /** The operation's input; path parameters, query and body together unless said. */
  input?: (parts: Parts) => unknown
  /** The body where it is not the operation's whole input, for the description. */
  body?: z.ZodType
  /** The body is a file of one of these types, or a form with one; the parameters in the query are of this shape. */
  file?: { types: readonly string[]; mostBytes: number; query: z.ZodType }
  /** Request headers that matter, for the description. */
  requestHeaders?: Record<string, { required: boolean; description: string }>
  /** The shape of the answer; none means 204. */
  answer?: z.ZodType
  present?: (result: R) => unknown
  status?: (result: R) => number
  /** The work goes on after the answer, which is a 202. */
  accepted?: true
  /** The answer is a CSV file of this name, as the run gives its text. */
  csv?: string
  /** What a 200 means where `status` is otherwise 201, for the description. */
  repeat?: string
  responseHeaders?: (result: R) => Record<string, string>
}

/** Checks that an endpoint's parts agree with its operation. */
export const endpoint = <S extends z.ZodType, R>(given: Endpoint<S, R>) => given

/** The status of an answer that something new was made. */
export const created = () => 201

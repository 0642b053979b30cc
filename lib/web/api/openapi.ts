import { z } from "zod"
import { InboundEvent } from "../../webhooks/schema"
import type { Endpoint } from "./endpoint"
import { endpoints } from "./endpoints"
import { snake } from "./names"

type Json = Record<string, unknown>
type ObjectSchema = { properties?: Record<string, Json>; required?: string[] } & Json

const Problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
    /** Who is there already, where somebody who is added may be the same person. */
    existing: z.array(z.strictObject({ id: z.uuid(), deleted: z.boolean() })).optional(),
    merged_into: z.uuid().optional(),
  })
  .meta({ id: "Problem" })

const Health = z
  .strictObject({
    status: z.enum(["ok", "unavailable"]),
    checks: z.strictObject({ database: z.string(), redis: z.string(), worker: z.string() }),
    found: z
      .array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          state: z.enum(["pass", "warn", "fail", "skip"]),
          says: z.string(),
          remedy: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: "Health" })

/** The OpenAPI 3.1 description of the API, made from the schemas that the routes themselves use. */
export function openApi(serverUrl: string): Json {
  const paths: Record<string, Json> = { "/healthz": { get: healthz }, "/hooks/zapier": { post: zapierHook } }
  for (const [operationId, endpoint] of Object.entries(endpoints) as [string, Endpoint][]) {
    const described = { [endpoint.method.toLowerCase()]: operationObject(operationId, endpoint) }
    paths[endpoint.path] = { ...paths[endpoint.path], ...described }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "BEC CRM",
      version: "1.0.0",
      description: "Clients, memberships and check-ins of the center.",
    },
    servers: [{ url: `${serverUrl}/api/v1` }],
    security: [{ apiKey: [] }],
    paths,
    components: {
      securitySchemes: { apiKey: { type: "http", scheme: "bearer" } },
      schemas: Object.assign({}, ...named.map(definitions)),
    },
  }
}

const named = [
  ...Object.values(endpoints).flatMap(({ answer }) => (isNamed(answer) ? [answer] : [])),
  Problem,
  Health,
]

function isNamed(schema: z.ZodType | undefined): schema is z.ZodType {
  return schema !== undefined && z.globalRegistry.get(schema)?.id !== undefined
}

function operationObject(operationId: string, endpoint: Endpoint): Json {
  const {
    method,
    path,
    pathId = "id",
    pathText,
    summary,
    run,
    body,
    file,
    repeat,
    requestHeaders = {},
  } = endpoint
  const input = inline(file?.query ?? body ?? run.input, "input") as ObjectSchema
  const hasId = path.includes("{id}")
  const inPath = pathText ?? (hasId ? snake(pathId) : null)
  const fields = withoutPath(input, inPath)
  return {
    operationId,
    summary,
    parameters: [
      ...(hasId ? [idInPath] : []),
      ...(pathText
        ? [{ name: pathText, in: "path", required: true, schema: input.properties?.[pathText] }]
        : []),
      ...Object.entries(requestHeaders).map(([name, header]) => ({
        name,
        in: "header",
        ...header,
        schema: text,
      })),
      ...(method === "GET" || file ? queryParameters(fields) : []),
    ],
    ...(method === "POST" || method === "PATCH" ? { requestBody: requestBody(endpoint, fields) } : {}),
    responses: {
      [successOf(endpoint)]: success("Done", endpoint),
      ...(repeat ? { 200: success(repeat, endpoint) } : {}),
      default: { description: "A problem", ...content(refOf(Problem), "application/problem+json") },
    },
  }
}

const text = { type: "string" }

const idInPath = { name: "id", in: "path", required: true, schema: { type: "string", format: "uuid" } }

const content = (schema: unknown, type: string) => ({ content: { [type]: { schema } } })

function requestBody({ file }: Endpoint, fields: ObjectSchema): Json {
  if (!file) return content(fields, "application/json")
  const form = { type: "object", properties: { file: aFile }, required: ["file"] }
  const types = [
    ...file.types.map((type) => [type, { schema: aFile }]),
    ["multipart/form-data", { schema: form }],
  ]
  return { required: true, content: Object.fromEntries(types) }
}

const aFile = { type: "string", format: "binary" }

function success(description: string, { answer, csv }: Endpoint): Json {
  if (csv) return { description, ...content(text, "text/csv") }
  return answer ? { description, ...content(refOf(answer), "application/json") } : { description }
}

function successOf({ answer, status, accepted, csv }: Endpoint): number {
  if (accepted) return 202
  if (csv) return 200
  return answer ? (status ? 201 : 200) : 204
}

/** A reference to a named schema; any other is written out, with references inside. */
function refOf(schema: z.ZodType): unknown {
  const id = z.globalRegistry.get(schema)?.id
  if (id) return { $ref: `#/components/schemas/${id}` }
  return inline(schema, "output")
}

/** A schema that has no name, with references to those that have. */
function inline(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema, id, $defs, ...rest } = jsonSchema(schema, io)
  return pointedAtComponents(rest) as Json
}

/** A named schema, and those that it refers to, by their names: zod itself writes them as definitions. */
function definitions(schema: z.ZodType): Json {
  return pointedAtComponents(jsonSchema(schema, "output").$defs) as Json
}

const jsonSchema = (schema: z.ZodType, io: "input" | "output") =>
  z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline", target: "draft-2020-12" }) as Json

/** zod points at `#/$defs/X`; in OpenAPI the named schemas are components. */
function pointedAtComponents(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointedAtComponents)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === "$ref" && typeof inner === "string"
        ? inner.replace("#/$defs/", "#/components/schemas/")
        : pointedAtComponents(inner),
    ]),
  )
}

function withoutPath(schema: ObjectSchema, inPath: string | null): ObjectSchema {
  const properties = Object.entries(schema.properties ?? {}).map(
    ([name, value]) => [snake(name), value] as const,
  )
  const rest = properties.filter(([name]) => name !== inPath)
  const required = schema.required?.map(snake).filter((name) => name !== inPath) ?? []
  return {
    ...schema,
    properties: Object.fromEntries(rest),
    ...(required.length ? { required } : { required: undefined }),
  }
}

const queryParameters = ({ properties = {}, required = [] }: ObjectSchema) =>
  Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }))

const healthz = {
  operationId: "health",
  summary: "Whether the service is up; needs no key, unless everything is to be looked at",
  security: [],
  parameters: [
    {
      name: "deep",
      in: "query",
      description:
        "Looks at everything; for whoever sends METRICS_TOKEN as a bearer token, or a signed-in admin",
      schema: { type: "string", enum: ["1"] },
    },
  ],
  responses: {
    200: { description: "Up", ...content({ $ref: "#/components/schemas/Health" }, "application/json") },
    503: {
      description: "The database is away, or with deep=1 a check fails",
      ...content({ $ref: "#/components/schemas/Health" }, "application/json"),
    },
  },
}

const signature = (name: string, description: string) => ({
  name,
  in: "header",
  required: false,
  schema: text,
  description,
})

const Received = z.strictObject({ status: z.enum(["processed", "duplicate"]) })

const zapierHook = {
  operationId: "receiveEvent",
  summary: "An event from Zapier, under either of two signatures; needs no key",
  security: [],
  parameters: [
    signature("X-Hook-Signature", "sha256= and the hex HMAC-SHA256 of the body"),
    signature("webhook-id", "Standard Webhooks: the id of the event"),
    signature("webhook-timestamp", "Standard Webhooks: seconds since 1970"),
    signature("webhook-signature", "Standard Webhooks: v1, and the base64 HMAC-SHA256 of id.timestamp.body"),
  ],
  requestBody: { required: true, ...content(inline(InboundEvent, "input"), "application/json") },
  responses: {
    200: {
      description: "It is kept, or was already",
      ...content(inline(Received, "output"), "application/json"),
    },
    default: { description: "A problem", ...content(refOf(Problem), "application/problem+json") },
  },
}

import { z } from "zod"

type Schema = Record<string, unknown>
type Content = Record<string, { schema: Schema }>
type Described = { responses: Record<string, { content?: Content }> }
export type OpenApi = {
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, Schema> }
}

export type Exchange = { method: string; path: string; status: number; type: string; body: unknown }

/** A function that says what of an exchange is not as openapi.json promises; undefined when all of it is. */
export function openApiChecker(description: OpenApi) {
  const compiled = new Map<string, z.ZodType>()
  return (exchange: Exchange): string | undefined => {
    const described = endpointOf(description, exchange)
    if (!described) return exchange.status === 404 ? undefined : "openapi.json does not list this endpoint"
    const response = described.responses[exchange.status] ?? described.responses.default
    if (!response) return `openapi.json does not list the status ${exchange.status}`
    const [content] = Object.entries(response.content ?? {})
    if (!content) return exchange.body === undefined ? undefined : "there should be no body"
    const [type, { schema }] = content
    if (!exchange.type.startsWith(type)) return `the type should be ${type}, not ${exchange.type}`
    const result = compile(schema).safeParse(exchange.body)
    return result.success ? undefined : z.prettifyError(result.error)
  }

  function compile(schema: Schema): z.ZodType {
    const key = JSON.stringify(schema)
    const made = compiled.get(key) ?? z.fromJSONSchema(written(schema) as never)
    compiled.set(key, made)
    return made
  }

  /** The schema without references; ours do not refer to themselves. */
  function written(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(written)
    if (typeof value !== "object" || value === null) return value
    const name = String((value as Schema).$ref ?? "").replace("#/components/schemas/", "")
    const { [name]: named } = description.components.schemas
    if (name && !named) throw new Error(`openapi.json has no schema ${name}`)
    return named
      ? written(named)
      : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, written(inner)]))
  }
}

function endpointOf({ paths }: OpenApi, { method, path }: Exchange): Described | undefined {
  const { pathname } = new URL(path, "http://x")
  const template = Object.keys(paths).find((known) =>
    new RegExp(`^/api/v1${known.replace(/\{\w+\}/, "[^/]+")}$`).test(pathname),
  )
  return template ? paths[template]?.[method.toLowerCase()] : undefined
}

import { readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { expect, test } from "vitest"
import { beforeTests } from "../support/before"
import { sharedCentre } from "./centre"
import { openApiChecker } from "./openapi-check"

const { visitor, staffKey, server } = sharedCentre()
const description = beforeTests(async () => (await fetch(`${server.url}/api/v1/openapi.json`)).json())

test("openapi.json can be read by anybody and describes OpenAPI 3.1 at this server's address", () => {
  expect(description.openapi).toBe("3.1.0")
  expect(description.servers).toEqual([{ url: `${server.url}/api/v1` }])
  expect(description.components.securitySchemes.apiKey).toEqual({ type: "http", scheme: "bearer" })
})

test("openapi.json lists exactly the routes that there are", () => {
  const described = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(described.sort()).toEqual(routesInApp().sort())
})

test("every reference in openapi.json leads to a schema with content", () => {
  const schemas = description.components.schemas
  const names = [...JSON.stringify(description).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
    ([, name]) => name,
  )
  expect(names.length).toBeGreaterThan(20)
  for (const name of names)
    expect(schemas[String(name)], name).toMatchObject({ properties: expect.any(Object) })
})

test("every listed endpoint answers a call without a key by 401, but for health", async () => {
  for (const [path, methods] of Object.entries(description.paths))
    for (const method of Object.keys(methods as object)) {
      const { status } = await visitor.call(
        method.toUpperCase(),
        path.replace(/\{\w+\}/, crypto.randomUUID()),
      )
      expect([path, method, status]).toEqual([path, method, path === "/healthz" ? 200 : 401])
    }
})

test("health says that the database answers, to anybody, and is never kept by a cache", async () => {
  const { status, body, headers } = await visitor.get("/healthz")
  expect([status, body.status, body.checks.database, body.checks.redis]).toEqual([200, "ok", "ok", "off"])
  expect(headers.get("cache-control")).toBe("no-store")
})

test("an address that does not exist is a problem document, whatever the method", async () => {
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"])
    for (const path of ["/nothing", "/clients/x/y/z", "/import"]) {
      const { status, headers } = await staffKey.call(method, path)
      expect([status, headers.get("content-type")]).toEqual([404, "application/problem+json"])
    }
})

test("an answer that is not as described is noticed", () => {
  const faultIn = openApiChecker(description)
  const stats = {
    clients: { all: 1, active: 1, expiring: 0, expired: 0, none: 0, pending: 0 },
    not_seen_for_30_days: 0,
    checked_in_today: 1,
  }
  const said = (path: string, body: unknown, status = 200, type = "application/json") =>
    faultIn({ method: "GET", path: `/api/v1${path}`, status, type, body })
  expect(said("/stats", { ...stats, here_now: 2 })).toBeUndefined()
  expect(said("/stats", stats)).toMatch("here_now")
  expect(said("/stats", { ...stats, here_now: "2" })).toMatch("here_now")
  expect(said("/stats", { ...stats, here_now: 2, more: 1 })).toMatch("more")
  expect(said("/stats", { ...stats, here_now: 2 }, 403)).toMatch("problem+json")
  expect(said("/clients", { data: [{ id: "x" }], next_cursor: null })).toMatch("first_name")
})

/** `GET /clients/{id}` and so on, from the files and their exports. */
function routesInApp(): string[] {
  const root = "app/api/v1"
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts") && !/openapi\.json|metrics|\[\.\.\.rest\]/.test(file))
    .flatMap((file) => {
      const path = `/${dirname(file).replaceAll(/\[(\w+)\]/g, "{$1}")}`
      const exported = readFileSync(join(root, file), "utf8").matchAll(
        /export (?:const|(?:async )?function) ([A-Z]+)\b/g,
      )
      return [...exported].map(([, method]) => `${method} ${path}`)
    })
}

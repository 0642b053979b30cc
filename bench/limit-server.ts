import { createServer, type IncomingMessage } from "node:http"
import postgres from "postgres"
import { statements } from "./limit-sql"

const PAGE = 50

/**
 * The limit: what a bare HTTP server and the best SQL need for the same answers. It knows no users, keys, limits, logs,
 * validation or errors.
 */
const text = { to: 25, from: [1082], serialize: String, parse: String }
const open = (prepare: boolean) =>
  postgres(String(process.env.DATABASE_URL), { max: 10, prepare, types: { text }, onnotice: () => {} })
const ask = statements(open(true), String(process.env.TODAY))
/** Postgres must plan a list for what is looked for. */
const askFor = statements(open(false), String(process.env.TODAY))

const server = createServer((request, response) => {
  answer(request).then(
    ([status, body]) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)),
    (error) => response.writeHead(500).end(String(error)),
  )
})
server.listen(Number(process.env.PORT))

async function answer(request: IncomingMessage): Promise<[status: number, body: unknown]> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://limit")
  const [, what, id = ""] = pathname.split("/")
  if (request.method === "GET" && what === "clients" && id) return [200, (await ask.get(id))[0]]
  if (request.method === "GET" && what === "clients") return [200, await list(searchParams)]
  const body = JSON.parse(await textOf(request))
  if (what === "clients") return [200, (await ask.patchNotes(id, body.notes))[0]]
  if (what === "check-ins") return [201, (await ask.checkIn(body.client_id, body.key, "api"))[0]]
  if (what === "look-up") return [200, { people: await ask.lookUp(body.value) }]
  if (what === "kiosk-check-in")
    return [200, { people: await ask.checkIn(body.client_id, body.key, "kiosk") }]
  if (what === "healthz") return [200, {}]
  return [404, {}]
}

async function list(asked: URLSearchParams) {
  const cursor = asked.get("cursor")
  const [key, from] = cursor ? JSON.parse(Buffer.from(cursor, "base64url").toString()) : []
  const rows = await askFor.list({
    status: asked.get("status") ?? undefined,
    query: asked.get("query") ?? undefined,
    limit: PAGE,
    after: cursor ? { key, id: from } : undefined,
  })
  const data = rows.slice(0, PAGE)
  const last = data.at(-1)
  const next = rows.length > PAGE && last ? JSON.stringify([last.created_at.toISOString(), last.id]) : null
  return { data, next_cursor: next && Buffer.from(next).toString("base64url") }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let whole = ""
  for await (const piece of request.setEncoding("utf8")) whole += piece
  return whole || "{}"
}

import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { ggleapApi, paths } from "../../lib/ggleap/api"

export type FakeUser = {
  Uuid: string
  Username: string
  Email?: string
  FirstName?: string
  LastName?: string
  GroupUuid?: string
}

type Asked = { method: string; path: string; user?: string; group?: string }
type Answer = { status: number; headers?: Record<string, string>; body?: string }

export type FakeGgleap = ReturnType<typeof makeGgleap>

/** Where tests of another process reach it; the real ggLeap has nothing there. */
export const TESTS = "/of-the-tests"

export const apiKey = "the key of the tests"

/**
 * A ggLeap of one's own, on a free port once it is open: in memory, as the CRM takes the real one to be. It keeps every request that it
 * was sent; `interfere` may answer one in its place, or wait before it does.
 */
export function makeGgleap({ pageSize = 100 } = {}) {
  const fake = {
    url: "",
    groups: [
      { Uuid: "g-covered", Name: "KRC Unlimited" },
      { Uuid: "g-uncovered", Name: "Kern Regional Center" },
      { Uuid: "g-other", Name: "Regulars" },
    ],
    users: new Map<string, FakeUser>(),
    asked: [] as Asked[],
    interfere: undefined as undefined | ((asked: Asked) => Answer | undefined | Promise<Answer | undefined>),
    /** What was let in so far is let in no more. */
    expire: () => valid.clear(),
    add: (user: FakeUser) => fake.users.set(user.Uuid, user),
    groupOf: (id: string) => fake.users.get(id)?.GroupUuid,
    /** The requests that change something. */
    changes: () => fake.asked.filter(({ path }) => path === paths.move),
    api: (patienceMs = 2000) => ggleapApi({ apiKey, baseUrl: fake.url, patienceMs }),
    open: async () => {
      await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
      fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
  const valid = new Set<string>()
  let jwts = 0

  const server = createServer(async (request, response) => {
    const text = await textOf(request)
    const url = new URL(request.url ?? "/", "http://ggleap")
    const body = text ? JSON.parse(text) : {}
    const asked = {
      method: String(request.method),
      path: url.pathname,
      user: body.User?.Uuid ?? url.searchParams.get("Uuid") ?? undefined,
      group: body.User?.GroupUuid,
    }
    if (asked.path !== TESTS) fake.asked.push(asked)
    if (asked.path === TESTS) return respond(response, told(body))
    const instead = await fake.interfere?.(asked)
    if (instead) return respond(response, instead)
    if (asked.path === paths.auth) return respond(response, auth(body.AuthToken))
    const token = request.headers.authorization?.replace("Bearer ", "") ?? ""
    if (!valid.has(token)) return respond(response, { status: 401 })
    respond(response, answer(asked, url.searchParams))
  })
  return fake

  /** For tests in another process than this ggLeap: it takes users and outages, and tells its users. */
  function told({ add, remove, away }: { add?: FakeUser; remove?: string; away?: boolean }): Answer {
    if (add) fake.add(add)
    if (remove) fake.users.delete(remove)
    if (away !== undefined) fake.interfere = away ? () => ({ status: 503 }) : undefined
    return json({ Users: [...fake.users.values()] })
  }

  function auth(key: unknown): Answer {
    if (key !== apiKey) return { status: 401 }
    const Jwt = `jwt-${++jwts}`
    valid.add(Jwt)
    return json({ Jwt })
  }

  function answer({ method, path, user: id = "", group }: Asked, query: URLSearchParams): Answer {
    const user = fake.users.get(id)
    switch (`${method} ${path}`) {
      case `GET ${paths.groups}`:
        return json({ Groups: fake.groups })
      case `GET ${paths.users}`:
        return json(page(Number(query.get("PaginationToken") ?? 0)))
      case `GET ${paths.user}`:
        return user ? json({ User: user }) : { status: 404 }
      case `POST ${paths.move}`:
        if (user) user.GroupUuid = group
        return user ? json({ User: user }) : { status: 404 }
    }
    return { status: 404 }
  }

  function page(from: number) {
    const all = [...fake.users.values()]
    const next = from + pageSize
    return { Users: all.slice(from, next), PaginationToken: next < all.length ? String(next) : null }
  }
}

const json = (data: unknown): Answer => ({ status: 200, body: JSON.stringify(data) })

function respond(response: ServerResponse, { status, headers, body }: Answer) {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(body)
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ""
  for await (const piece of request.setEncoding("utf8")) text += piece
  return text
}

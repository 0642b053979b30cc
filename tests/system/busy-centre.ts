import { account, fillCentre } from "../../bench/data"
import { connect } from "../../db/client"
import { startPostgres } from "../support/postgres"
import { addApiKey, signInByHttp, startServer } from "../support/server"
import { loaded, statementsDuring, writeDownStatements } from "../support/statements"
import { pairByHttp } from "../support/tablet"

const CLIENTS = 10_000
const ROLE = "bec_app"

/** What Postgres need not keep, and what would ask or look at tables of its own accord. */
const settings = {
  ...loaded,
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum: "off",
}

/** What a centre has beside memberships and visits; and of those who begin later, few. */
const more = `
  delete from memberships where client_id in (
    select client_id from memberships where starts_on > (now() at time zone 'America/Los_Angeles')::date
    order by client_id offset 30);
  insert into contact_methods (id, client_id, kind, value, created_at)
    select gen_random_uuid(), id, 'phone', '+1559' || right(phone, 7), created_at from clients;
  insert into tags (id, name, created_at) select gen_random_uuid(), 'Tag ' || n, now() from generate_series(1, 8) n;
  insert into client_tags (client_id, tag_id)
    select clients.id, tags.id from clients, tags where right(phone, 1) = right(tags.name, 1);
  insert into member_cards (id, client_id, token, code, created_at)
    select gen_random_uuid(), id, 'BEC' || right(phone, 7), '0' || right(phone, 7), created_at from clients;
  insert into consents (id, client_id, kind, given_by, granted_at)
    select gen_random_uuid(), id, 'sms', 'Themselves', created_at from clients;
  insert into events (id, type, actor_kind, actor_name, client_id, data, request_id, occurred_at)
    select gen_random_uuid(), type, 'system', 'Benchmark', id, '{"fields": {}}', 'bench', created_at
    from clients, unnest(array['client.created', 'client.updated', 'client.viewed']) type`

export type BusyCentre = Awaited<ReturnType<typeof openBusyCentre>>

/**
 * The built product on a centre of 10,000 clients with ten visits each, of which every statement is written down. The
 * database is an embedded one also where the other tests have a server: it takes a superuser, and its log.
 */
export async function openBusyCentre() {
  const server = await startPostgres({ settings })
  const { db, sql, close } = connect(server.ownerUrl, { max: 2 })
  await fillCentre(server.ownerUrl, CLIENTS)
  await sql.unsafe(more)
  await sql.unsafe("vacuum analyze")
  await writeDownStatements(sql, ROLE)
  const app = connect(server.url, { max: 1 })
  const product = await startServer(server.url, {
    WORKER: "off",
    LOG_LEVEL: "error",
    // Who asks again is answered by the connection that has the statement already.
    DATABASE_POOL: "1",
  })
  const closeAll = async () => {
    await product.stop()
    await Promise.all([close(), app.close()])
    await server.close()
  }
  const clients = await sql<{ id: string; phone: string; code: string }[]>`
    select id, phone, '0' || right(phone, 7) as code from clients order by id limit 500`
  return {
    ...(await callers(product.url, db)),
    /** The application's connection to the database. */
    app: app.sql,
    large: await largeTables(),
    close: closeAll,
    /** Another client each time. */
    someone: () => {
      const client = clients.pop()
      if (!client) throw new Error("there is nobody left")
      return client
    },
    /** As `statementsDuring`. Who asks was noted to be there just now, which happens once a minute. */
    during: async <R>(work: () => Promise<R>) => {
      await sql`update api_keys set last_used_at = now()`
      await sql`update sessions set last_seen_at = now()`
      return statementsDuring({ sql, log: server.log, role: ROLE }, work)
    },
  }

  /** Those that hold more than 1,000 rows. */
  async function largeTables() {
    const rows = await sql<{ name: string }[]>`
      select relname as name from pg_class where relkind = 'r' and reltuples > 1000`
    return new Set(rows.map(({ name }) => name))
  }
}

async function callers(url: string, db: ReturnType<typeof connect>["db"]) {
  const actor = { kind: "system", name: "Test" } as const
  const context = { db, actor, now: new Date(), timeZone: "America/Los_Angeles", requestId: "test" }
  const { key } = await addApiKey(context, "admin")
  const cookie = await signInByHttp(url, account.email, account.password)
  const lastPages = new Map<string, Promise<string>>()
  let tablet = ""
  const json = { "content-type": "application/json" }
  const api = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...json, ...headers },
      body: JSON.stringify(body),
    })
  return {
    api,
    page: (path: string) => fetch(url + path, { headers: { cookie }, redirect: "manual" }),
    /** Another tablet than before: each may look up 10 times a minute. */
    pairTablet: async () => {
      tablet = await pairByHttp(url, db)
    },
    kiosk: (call: string, body: unknown) =>
      fetch(`${url}/kiosk/calls/${call}`, {
        method: "POST",
        headers: { cookie: tablet, "sec-fetch-site": "same-origin", ...json },
        body: JSON.stringify(body),
      }),
    lastPage: (path: string) => {
      const known = lastPages.get(path) ?? lastPageOf(path)
      lastPages.set(path, known)
      return known
    },
  }

  /** The cursor of the last page of 100 that is full. */
  async function lastPageOf(path: string): Promise<string> {
    const more = `${path}${path.includes("?") ? "&" : "?"}limit=100`
    const cursors = [""]
    for (;;) {
      const cursor = cursors.at(-1)
      const answer = await api("GET", cursor ? `${more}&cursor=${cursor}` : more)
      const { next_cursor } = await answer.json()
      if (!next_cursor) return cursors.at(-2) ?? ""
      cursors.push(next_cursor)
    }
  }
}

import { randomInt } from "node:crypto"
import { readFileSync } from "node:fs"
import type postgres from "postgres"
import { afterAll, beforeAll, expect, inject } from "vitest"
import { connect } from "../../db/client"
import { beforeTests } from "../support/before"
import { freshDatabase } from "../support/database"
import {
  contextOn,
  inviteUsersAndKeys,
  type People,
  type Server,
  signInByHttp,
  startServer,
} from "../support/server"
import { apiOf } from "./api"
import { truncate } from "./truncate"

declare module "vitest" {
  interface ProvidedContext {
    /** The centres that are served for as long as the run takes, one for each process that tests run in. */
    served: Served[]
  }
}

/** What another process needs to know of a served centre. */
export type Served = { url: string; log: string; databaseUrl: string; ownerUrl: string; people: People }

type Settings = Record<string, string>

export type ServedCentre = ReturnType<typeof openServedCentre>

/**
 * The built product on an empty database of its own, with one admin, one front desk worker and one key of each kind, from
 * the file's first test to its last. It may be stopped, killed, broken and set up as the file wishes.
 */
export function openServedCentre(settings: Settings | (() => Settings) = {}) {
  const database = freshDatabase({ max: 5 })
  const server = {} as Server
  const people = { users: {}, keys: {} } as People
  beforeAll(async () => {
    const { users, keys } = await inviteUsersAndKeys(contextOn(database.db))
    Object.assign(people.users, users)
    Object.assign(people.keys, keys)
    Object.assign(
      server,
      await startServer(database.url, typeof settings === "function" ? settings() : settings),
    )
  })
  const users = usersOf(people, server, database.db)
  afterAll(() => server.stop?.())
  return { ...database, ...users, server }
}

/**
 * A centre as `openServedCentre` gives, set up as `tests/server/serve.ts` says, whose server is shared with other files:
 * it is emptied of what they left before the file's first test. What the file breaks would be broken for them, too.
 */
export function sharedCentre() {
  const all = inject("served")
  const { url, log, databaseUrl, ownerUrl, people } = all[
    Number(process.env.VITEST_POOL_ID) % all.length
  ] as Served
  const [app, owner] = [connect(databaseUrl, { max: 5 }), connect(ownerUrl, { max: 5 })]
  beforeAll(() => empty(owner.sql))
  afterAll(() => Promise.all([app.close(), owner.close()]))
  const server = { url, output: () => readFileSync(log, "utf8") }
  const shared = usersOf(people, server, app.db, anyAddress())
  return { url: databaseUrl, ownerUrl, db: app.db, sql: owner.sql, ...shared, server }
}

/** What is there before anybody comes. */
const lasting = [
  "users",
  "sessions",
  "api_keys",
  "plans",
  "kiosk_boxes",
  "data_versions",
  "audit_head",
  "workers",
  "schedules",
]

async function empty(sql: postgres.Sql) {
  const tables = await sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not in ${sql(lasting)}`
  await truncate(
    sql,
    tables.map(({ name }) => name),
  )
  await sql`delete from plans where code not in ('unlimited', '10_hours', '20_hours', 'day_pass', 'student', 'tournament')`
  await sql`update data_versions set version = gen_random_uuid()`
}

/** Of those that documentation may use, so that each file is another caller to the limits. */
const anyAddress = () => `2001:db8::${randomInt(1, 0xffff).toString(16)}`

/** Nothing that was sent may stand in the server's log. */
function usersOf(
  people: People,
  server: Pick<Server, "url" | "output">,
  db: Parameters<typeof contextOn>[0],
  address?: string,
) {
  const api = apiOf(server, address)
  afterAll(() => {
    const written = server.output?.() ?? ""
    const leaked = [...api.sent].filter((text) => written.includes(text))
    expect(leaked, "what was sent stands in the server's log").toEqual([])
  })
  const withKey = (role: "admin" | "staff") =>
    api.as(() => ({ authorization: `Bearer ${people.keys[role].key}` }))
  return {
    system: contextOn(db),
    ...people,
    sent: api.sent,
    as: api.as,
    visitor: api.as({}),
    adminKey: withKey("admin"),
    staffKey: withKey("staff"),
    /** A browser that is signed in from the file's first test on, on one of the product's own pages. */
    browser: (role: "admin" | "staff") => {
      const signedIn = beforeTests(async () => ({
        cookie: await signInByHttp(server.url, people.users[role].email),
      }))
      return api.as(() => ({ ...signedIn, "sec-fetch-site": "same-origin" }))
    },
    /** The same, signed in now. */
    anotherBrowser: async (role: "admin" | "staff") => {
      const cookie = await signInByHttp(server.url, people.users[role].email)
      return api.as({ cookie, "sec-fetch-site": "same-origin" })
    },
  }
}

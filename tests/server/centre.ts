import { afterAll, expect } from "vitest"
import { connect } from "../../db/client"
import { leaseEmbeddedPostgres } from "../../db/embedded"
import type { Context } from "../../lib/core/operation"
import { cloneTemplate } from "../support/clones"
import { addApiKey, addUserWithPassword, signInByHttp, startServer } from "../support/server"
import { prepareTemplate } from "../support/template"
import { apiOf } from "./api"

export type ServedCentre = Awaited<ReturnType<typeof openServedCentre>>

/**
 * The built product on an empty database of its own, with one admin, one front desk worker and one key of each kind.
 * After the file's last test it is stopped, and nothing that was sent to it may stand in its log.
 */
export async function openServedCentre(settings: Record<string, string> = {}) {
  const database = await freshServedDatabase()
  const server = await startServer(database.url, settings)
  const now = new Date()
  const system: Context = { ...database.context, now }
  const users = {
    admin: await addUserWithPassword(system, {
      name: "Alexandra Admin",
      email: "alexandra@bec.example",
      role: "admin",
    }),
    staff: await addUserWithPassword(system, {
      name: "Samuel Staff",
      email: "samuel@bec.example",
      role: "staff",
    }),
  }
  const keys = { admin: await addApiKey(system, "admin"), staff: await addApiKey(system, "staff") }
  const api = await apiOf(server)
  const visitor = api.as({})
  afterAll(async () => {
    await server.stop()
    const written = server.output()
    const leaked = [...api.sent].filter((text) => written.includes(text))
    await database.close()
    expect(leaked, "what was sent stands in the server's log").toEqual([])
  })
  return {
    ...database,
    server,
    system,
    users,
    keys,
    sent: api.sent,
    visitor,
    as: api.as,
    adminKey: api.as({ authorization: `Bearer ${keys.admin.key}` }),
    staffKey: api.as({ authorization: `Bearer ${keys.staff.key}` }),
    /** A browser that is signed in, on one of the product's own pages. */
    browser: async (role: "admin" | "staff") =>
      api.as({ cookie: await signInByHttp(server.url, users[role].email), "sec-fetch-site": "same-origin" }),
  }
}

/** A migrated, empty database, as `freshDatabase` gives to the unit tests, whose global setup does not run here. */
export async function freshServedDatabase() {
  const lease = process.env.TEST_DATABASE_URL
    ? undefined
    : await leaseEmbeddedPostgres({
        dataDir: ".data/test",
        settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off" },
      })
  const serverUrl = lease?.url ?? String(process.env.TEST_DATABASE_URL)
  const clone = await cloneTemplate(serverUrl, await prepareTemplate(serverUrl))
  const { db, sql, close } = connect(clone.url, { max: 5 })
  const context: Context = {
    db,
    actor: { kind: "system", name: "Test" },
    now: new Date(),
    timeZone: "America/Los_Angeles",
    requestId: "test",
  }
  return {
    url: clone.url,
    serverUrl,
    db,
    sql,
    context,
    close: async () => {
      await close()
      await clone.drop()
      await lease?.release()
    },
  }
}

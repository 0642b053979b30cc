import { afterAll, expect } from "vitest"
import type { Context } from "../../lib/core/operation"
import {
  addApiKey,
  addUserWithPassword,
  freshServedDatabase,
  signInByHttp,
  startServer,
} from "../support/server"
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

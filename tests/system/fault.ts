import { randomUUID } from "node:crypto"
import { connect } from "../../db/client"
import { insertClients } from "../../lib/clients/records"
import { addApiKey, addUserWithPassword, contextOn, type Server } from "../support/server"

/** Guests, an admin and a key, in a database that something is going to happen to. */
export async function peopleIn(url: string, guests: number) {
  const { db, close } = connect(url, { max: 2 })
  const context = contextOn(db)
  const person = (_: unknown, index: number) => ({ firstName: `Guest ${index}`, lastName: "Fault" })
  const rows = await db.transaction((tx) =>
    insertClients(tx, Array.from({ length: guests }, person), new Date()),
  )
  const admin = { name: "Alexandra Admin", email: "alexandra@bec.example", role: "admin" } as const
  await addUserWithPassword(context, admin)
  const { key } = await addApiKey(context, "admin")
  await close()
  return { key, email: admin.email, guests: rows.map(({ id }) => ({ clientId: id, key: randomUUID() })) }
}

/** Asks the API with a key; a connection that broke is answered by undefined. */
export function callerOf(server: Server, caller: { key: string }) {
  return async (path: string, body?: unknown, idempotencyKey?: string) => {
    const headers = {
      authorization: `Bearer ${caller.key}`,
      "content-type": "application/json",
      ...(idempotencyKey && { "idempotency-key": idempotencyKey }),
    }
    const method = body ? "POST" : "GET"
    const answer = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch(() => undefined)
    if (!answer) return undefined
    return {
      status: answer.status,
      headers: answer.headers,
      body: await answer.json().catch(() => undefined),
    }
  }
}

/** Opens the doctor's findings at healthz. */
export const metricsToken = "a token of the tests, and of nothing else".replaceAll(" ", "-")

/** What the doctor of a server with `metricsToken` finds in one check. */
export async function doctorOf(server: Server, check: string) {
  const headers = { authorization: `Bearer ${metricsToken}` }
  const answer = await fetch(`${server.url}/api/v1/healthz?deep=1`, { headers })
  const { found } = await answer.json()
  const { state, says } = found.find(({ id }: { id: string }) => id === check)
  return `${state}: ${says}`
}

/** What healthz says, and how it is answered. */
export async function healthOf(server: Server) {
  const answer = await fetch(`${server.url}/api/v1/healthz`)
  return [answer.status, (await answer.json()).checks]
}

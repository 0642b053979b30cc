import postgres from "postgres"
import { hookSignature } from "../../lib/webhooks/sign"
import { zapierSecrets } from "../support/server"
import { expect } from "./centre"

/** Sends an event as Zapier does. */
export async function sendEvent(event: string, data: object): Promise<string> {
  const id = `evt_${crypto.randomUUID()}`
  const body = JSON.stringify({ id, event, timestamp: new Date().toISOString(), data })
  const answer = await fetch(`${process.env.E2E_URL}/api/v1/hooks/zapier`, {
    method: "POST",
    body,
    headers: { "x-hook-signature": hookSignature(zapierSecrets[0] ?? "", Buffer.from(body)) },
  })
  expect(answer.status).toBe(200)
  return id
}

/** The id under which the event lies. */
export async function idOfEvent(externalId: string): Promise<string> {
  const sql = postgres(String(process.env.E2E_DATABASE_URL), { max: 1 })
  const [event] = await sql`select id from inbound_events where external_id = ${externalId}`
  await sql.end()
  return String(event?.id)
}

/** A delivery about a client that was given up, of a target that was removed; returns its id. */
export async function deliveryGivenUp(_: unknown, { id: clientId }: { id: string }): Promise<string> {
  const sql = postgres(String(process.env.E2E_DATABASE_URL), { max: 1 })
  const [event] = await sql`select id from events where client_id = ${clientId} and type = 'client.created'`
  const [targetId, id] = [crypto.randomUUID(), crypto.randomUUID()]
  const name = "Unbroken".repeat(7)
  await sql`insert into webhook_targets (id, name, url, source, sealed_secret, created_at, removed_at)
    values (${targetId}, ${name}, 'https://hooks.example.org/1', 'page', 'none', now(), now())`
  const body = JSON.stringify({
    id: event?.id,
    event: "client.created",
    data: { long: "unbroken".repeat(60) },
  })
  await sql`insert into deliveries (id, target_id, event_id, type, body, state, tries, next_try_at, created_at, finished_at)
    values (${id}, ${targetId}, ${event?.id}, 'client.created', ${body}, 'dead', 10, now(), now(), now())`
  await sql`insert into delivery_tries (id, delivery_id, tried_at, status, answer, took_ms)
    values (${crypto.randomUUID()}, ${id}, now(), 500, ${"answer".repeat(100)}, 1234)`
  await sql.end()
  return id
}

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

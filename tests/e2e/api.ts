import { expect } from "@playwright/test"
import { addDays, dateIn } from "../../lib/core/clock"
import { dayZone } from "./day-zone"
import { uniqueWord } from "./words"

export type Client = { id: string; first_name: string; last_name: string; name: string }

const today = () => dateIn(new Date(), dayZone)

/** What a test arranges and looks up beside the browser, as a script with an admin's key. */
export function apiOf(url: string, key: string) {
  const call = async (method: string, path: string, body?: unknown, headers?: Record<string, string>) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) }
  }
  const client = async (id: string) => (await call("GET", `/clients/${id}`)).body
  const addClient = async (more: Record<string, unknown> = {}): Promise<Client> => {
    const { status, body } = await call("POST", "/clients", {
      first_name: uniqueWord(),
      last_name: uniqueWord(),
      allow_duplicate: true,
      ...more,
    })
    expect(status, JSON.stringify(body)).toBe(201)
    return { ...body, name: `${body.first_name} ${body.last_name}` }
  }
  /** A client whose membership begins and ends so many days from today. */
  const addCovered = async (from: number, to: number) => {
    const client = await addClient()
    const term = { plan_code: "unlimited", starts_on: addDays(today(), from), ends_on: addDays(today(), to) }
    expect((await call("POST", `/clients/${client.id}/memberships`, term)).status).toBe(201)
    return client
  }
  const checkIn = async (clientId: string): Promise<string> => {
    const headers = { "idempotency-key": crypto.randomUUID() }
    const { status, body } = await call("POST", "/check-ins", { client_id: clientId }, headers)
    expect(status).toBe(201)
    return body.id
  }
  /** Loads a file and waits until it rests again: checked, written, or however far the parameters let it go. */
  const sendFile = async (text: string, query = ""): Promise<string> => {
    const headers = { authorization: `Bearer ${key}`, "content-type": "text/csv" }
    const answer = await fetch(`${url}/api/v1/imports${query}`, { method: "POST", headers, body: text })
    expect(answer.status).toBe(202)
    const { id } = await answer.json()
    await importRests(id)
    return id
  }
  const importRests = (id: string) =>
    expect.poll(async () => (await call("GET", `/imports/${id}`)).body.state).not.toMatch(/ing$/)
  const undoImport = async (id: string) => {
    expect((await call("POST", `/imports/${id}/undo`)).status).toBe(202)
    await importRests(id)
  }
  const visits = async (id: string) => (await call("GET", `/clients/${id}/check-ins`)).body.data
  return { call, client, addClient, addCovered, checkIn, sendFile, undoImport, visits }
}

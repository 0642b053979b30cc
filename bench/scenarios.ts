import { randomUUID } from "node:crypto"
import type { Database } from "../db/client"
import { apiKeys } from "../db/schema"
import { hashToken, newToken } from "../lib/core/tokens"
import { kioskScenarios } from "./kiosk-scenarios"
import { listScenarios } from "./list-scenarios"
import { clientId, json, type Scenario, usual, visitorsOf } from "./scenario"

/**
 * What is asked of the product and of the limit, each call about another of so many clients. `cookie` is that of somebody
 * who is signed in.
 */
export async function scenariosOf(
  db: Database,
  clients: number,
  today: string,
  cookie: string,
): Promise<Scenario[]> {
  const read = { authorization: `Bearer ${await addKey(db)}` }
  const write = { ...read, ...json }
  const visitor = visitorsOf(clients)
  const someone = (number: number) => clientId(1 + (number % clients))
  return [
    ...(await listScenarios(db, today, read)),
    {
      name: "get a client",
      wanted: { ...usual, share: 0.12 },
      product: (number) => ({ path: `/api/v1/clients/${someone(number)}`, headers: read }),
      limit: (number) => ({ path: `/clients/${someone(number)}` }),
    },
    {
      name: "change notes",
      wanted: { ...usual, share: 0.12 },
      same: ({ updated_at: _, ...rest }) => rest,
      product: (number) => ({
        method: "PATCH",
        path: `/api/v1/clients/${someone(number)}`,
        headers: write,
        body: JSON.stringify({ notes: `Prefers seat ${number}.` }),
      }),
      limit: (number) => ({
        method: "PATCH",
        path: `/clients/${someone(number)}`,
        headers: json,
        body: JSON.stringify({ notes: `Prefers seat ${number}.` }),
      }),
    },
    {
      name: "check in",
      wanted: { ...usual, share: 0.12, statements: 6 },
      same: (answer) => [Object.keys(answer).toSorted(), answer.method, answer.duplicate],
      product: () => ({
        method: "POST",
        path: "/api/v1/check-ins",
        headers: { ...write, "idempotency-key": randomUUID() },
        body: JSON.stringify({ client_id: visitor() }),
      }),
      limit: () => ({
        method: "POST",
        path: "/check-ins",
        headers: json,
        body: JSON.stringify({ client_id: visitor(), key: randomUUID() }),
      }),
    },
    ...(await kioskScenarios(db, clients, visitor)),
    {
      name: "page of the clients",
      // The page from memory asks nothing.
      wanted: { ...usual, share: 0.6, sqlTimes: undefined },
      fromMemory: true,
      same: (page) => String(page).split("<tr").length,
      product: () => ({ path: "/clients", headers: { cookie } }),
      limit: () => ({ path: "/clients" }),
    },
  ]
}

async function addKey(db: Database): Promise<string> {
  const key = `bec_${newToken()}`
  await db
    .insert(apiKeys)
    .values({ name: "Benchmark", role: "admin", keyHash: hashToken(key), hint: "", createdAt: new Date() })
  return key
}

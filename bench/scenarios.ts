import { randomUUID } from "node:crypto"
import { sql } from "drizzle-orm"
import type { Database } from "../db/client"
import { apiKeys, kioskDevices } from "../db/schema"
import { sealerFrom } from "../lib/core/crypto"
import { pageOf } from "../lib/core/page"
import { hashToken, newToken } from "../lib/core/tokens"
import { statuses } from "../lib/coverage/status"
import { issueTicket } from "../lib/kiosk/tickets"
import { authSecret } from "../tests/support/server"
import type { Asked } from "./load"

export type Scenario = {
  name: string
  /** The share of the limit's requests per second that is wanted. */
  atLeast: number
  /** The call of this number; the same number at both is about the same client, or the next one where it can be done once only. */
  product: (number: number) => Asked
  limit: (number: number) => Asked
  /** What of the answer must be the same at both, where all of it cannot be. */
  same?: (answer: Record<string, unknown>) => unknown
  /** The other is no bare server but the same page with its rows in memory. */
  fromMemory?: true
  /** At how many connections, where the usual numbers say nothing. */
  connections?: number[]
}

const json = { "content-type": "application/json" }

/** So many look-ups a minute are allowed to one tablet, so there are many. */
const TABLETS = 20_000

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
  const key = await addKey(db)
  const authorization = `Bearer ${key}`
  const read = { authorization }
  const write = { authorization, ...json }
  const someone = (number: number) => clientId(1 + (number % clients))
  const both = (path: string) => ({
    product: () => ({ path: `/api/v1${path}`, headers: read }),
    limit: () => ({ path }),
  })
  const list = (name: string, path: string): Scenario => ({ name, atLeast: 0.2, ...both(path) })

  const lists: Scenario[] = []
  for (const status of [undefined, ...statuses]) {
    const filter = status ? `&status=${status}` : ""
    const name = `list ${status ?? "all"}`
    lists.push(list(`${name}, first page`, `/clients?limit=50${filter}`))
    const { number, cursor } = await deepPage(db, today, status)
    if (cursor) lists.push(list(`${name}, page ${number}`, `/clients?limit=50${filter}&cursor=${cursor}`))
  }
  const searches: [name: string, text: string][] = [
    ["part of a name", "sanmon"],
    ["two letters", "na"],
    ["two rare letters", "qx"],
    ["digits of a phone", "2004567"],
    ["start of a UCI number", "10345"],
  ]

  return [
    ...lists,
    ...searches.map(([name, text]) => list(`search ${name}`, `/clients?limit=50&query=${text}`)),
    {
      name: "get a client",
      atLeast: 0.12,
      product: (number) => ({ path: `/api/v1/clients/${someone(number)}`, headers: read }),
      limit: (number) => ({ path: `/clients/${someone(number)}` }),
    },
    {
      name: "change notes",
      atLeast: 0.12,
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
      atLeast: 0.12,
      same: (answer) => [Object.keys(answer).toSorted(), answer.method, answer.duplicate],
      product: (number) => ({
        method: "POST",
        path: "/api/v1/check-ins",
        headers: { ...write, "idempotency-key": randomUUID() },
        body: JSON.stringify({ client_id: someone(number) }),
      }),
      limit: (number) => ({
        method: "POST",
        path: "/check-ins",
        headers: json,
        body: JSON.stringify({ client_id: someone(number + 1), key: randomUUID() }),
      }),
    },
    ...(await kiosk(db, clients)),
    {
      name: "page of the clients",
      atLeast: 0.6,
      fromMemory: true,
      same: (page) => String(page).split("<tr").length,
      product: () => ({ path: "/clients", headers: { cookie } }),
      limit: () => ({ path: "/clients" }),
    },
  ]
}

/** The id that data.sql gives the client of this number. */
const clientId = (number: number) => `00000001-0000-7000-8000-${number.toString(16).padStart(12, "0")}`

const phoneOf = (number: number) => `+1661${String(2_000_000 + number).padStart(7, "0")}`

async function addKey(db: Database): Promise<string> {
  const key = `bec_${newToken()}`
  await db
    .insert(apiKeys)
    .values({ name: "Benchmark", role: "admin", keyHash: hashToken(key), hint: "", createdAt: new Date() })
  return key
}

/** The marker of page 1,000 in the order of the list, or of the last page before it. */
async function deepPage(db: Database, today: string, status?: string) {
  const day = sql`${today}::date`
  const kind = status && kindOf(status, day)
  const filter = kind
    ? sql`and exists (select from client_coverage v where v.client_id = c.id and v.starts_on <= ${day} and v.ends_on >= ${day}
        and ${kind})`
    : sql``
  const rows = await db.execute<{ id: string; created_at: string; place: string }>(sql`
    select id, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at, place from (
      select id, created_at, row_number() over (order by created_at desc, id desc) as place
      from clients c where deleted_at is null ${filter}
    ) placed where place % 50 = 0 and place <= 49950 order by place desc limit 1`)
  const last = rows[0]
  if (!last) return { number: 1, cursor: null }
  const { nextCursor } = pageOf([last, last], 1, () => last.created_at)
  return { number: Number(last.place) / 50 + 1, cursor: nextCursor }
}

function kindOf(status: string, day: ReturnType<typeof sql>) {
  if (status === "active") return sql`v.kind = 'covered' and v.ends_on > ${day} + 30`
  if (status === "expiring") return sql`v.kind = 'covered' and v.ends_on <= ${day} + 30`
  return sql`v.kind = ${{ expired: "ended", pending: "upcoming" }[status] ?? "none"}`
}

async function kiosk(db: Database, clients: number): Promise<Scenario[]> {
  const sealer = sealerFrom(authSecret)
  const tablets = await addTablets(db)
  let turn = 0
  const next = () => {
    const tablet = tablets[turn++ % tablets.length] as (typeof tablets)[number]
    return {
      actor: { kind: "kiosk", id: tablet.id, name: tablet.name, station: tablet.station } as const,
      headers: { ...json, cookie: `bec_kiosk=${tablet.token}`, "sec-fetch-site": "same-origin" },
    }
  }
  const someone = (number: number) => 1 + (number % clients)
  return [
    {
      name: "kiosk look-up",
      atLeast: 0.12,
      // Each answer waits for a multiple of 300 ms, so that its time tells nothing.
      connections: [256],
      same: ({ people }) => (people as unknown[]).length,
      product: (number) => ({
        method: "POST",
        path: "/kiosk/calls/look-up",
        headers: next().headers,
        body: JSON.stringify({ way: "phone", value: phoneOf(someone(number)) }),
      }),
      limit: (number) => ({
        method: "POST",
        path: "/look-up",
        headers: json,
        body: JSON.stringify({ way: "phone", value: phoneOf(someone(number)) }),
      }),
    },
    {
      name: "kiosk check-in",
      atLeast: 0.12,
      same: ({ people }) => (people as unknown[]).length,
      product: (number) => {
        const { actor, headers } = next()
        const ticket = issueTicket({ actor, sealer, now: new Date() } as never, clientId(someone(number)))
        return {
          method: "POST",
          path: "/kiosk/calls/check-in",
          headers,
          body: JSON.stringify({ people: [{ ticket, key: randomUUID() }] }),
        }
      },
      limit: (number) => ({
        method: "POST",
        path: "/kiosk-check-in",
        headers: json,
        body: JSON.stringify({ client_id: clientId(someone(number + 1)), key: randomUUID() }),
      }),
    },
  ]
}

async function addTablets(db: Database) {
  const now = new Date()
  const made = Array.from({ length: TABLETS }, (_, index) => {
    const token = newToken()
    return {
      id: randomUUID(),
      name: `Tablet ${index}`,
      station: "Kiosk-Main",
      token,
      tokenHash: hashToken(token),
    }
  })
  for (let from = 0; from < made.length; from += 2000) {
    const rows = made.slice(from, from + 2000)
    await db
      .insert(kioskDevices)
      .values(rows.map(({ token: _, ...row }) => ({ ...row, pairedAt: now, lastContactAt: now })))
  }
  return made
}

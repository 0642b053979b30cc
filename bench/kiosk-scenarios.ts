import { randomUUID } from "node:crypto"
import type { Database } from "../db/client"
import { kioskDevices } from "../db/schema"
import { sealerFrom } from "../lib/core/crypto"
import { hashToken, newToken } from "../lib/core/tokens"
import { issueTicket } from "../lib/kiosk/tickets"
import { authSecret } from "../tests/support/server"
import { json, type Scenario, usual } from "./scenario"

/** So many look-ups a minute are allowed to one tablet, so there are many. */
const TABLETS = 20_000

/** What a tablet asks: each time another one does. */
export async function kioskScenarios(
  db: Database,
  clients: number,
  visitor: () => string,
): Promise<Scenario[]> {
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
      wanted: { ...usual, share: 0.12, spread: 5 },
      // Each answer waits for a multiple of 300 ms, so no more than connections / 0.3 s can be answered. That must be more
      // than the share that is wanted of the limit, which answers some 5,500 a second, and not so much more that all
      // that is measured is the queue. The first answers come after a second or two, so a round is long.
      connections: [256],
      seconds: 10,
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
      wanted: { ...usual, share: 0.12, statements: 6, spread: 5 },
      same: ({ people }) => (people as unknown[]).length,
      product: () => {
        const { actor, headers } = next()
        const ticket = issueTicket({ actor, sealer, now: new Date() } as never, visitor())
        return {
          method: "POST",
          path: "/kiosk/calls/check-in",
          headers,
          body: JSON.stringify({ people: [{ ticket, key: randomUUID() }] }),
        }
      },
      limit: () => ({
        method: "POST",
        path: "/kiosk-check-in",
        headers: json,
        body: JSON.stringify({ client_id: visitor(), key: randomUUID() }),
      }),
    },
  ]
}

const phoneOf = (number: number) => `+1661${String(2_000_000 + number).padStart(7, "0")}`

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

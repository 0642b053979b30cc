import type { Database } from "../../db/client"
import { kioskPairingCodes } from "../../db/schema"
import { hashToken } from "../../lib/core/tokens"

type Tablet = { code?: string; name?: string; station?: string; from?: Date }

/** A code that pairs a tablet within the next 10 minutes. */
export async function pairingCode(
  db: Database,
  {
    code = String(Math.floor(10_000_000 + Math.random() * 90_000_000)),
    name = "Front door",
    station = "Kiosk-Main",
    from = new Date(),
  }: Tablet = {},
): Promise<string> {
  const expiresAt = new Date(from.getTime() + 10 * 60_000)
  await db
    .insert(kioskPairingCodes)
    .values({ name, station, codeHash: hashToken(code), createdAt: from, expiresAt })
  return code
}

/** Pairs a tablet with a server as its page does, and returns its cookie. */
export async function pairByHttp(url: string, db: Database, tablet?: Tablet): Promise<string> {
  const answer = await fetch(`${url}/kiosk/calls/pair`, {
    method: "POST",
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
    body: JSON.stringify({ code: await pairingCode(db, tablet) }),
  })
  const [cookie = ""] = answer.headers.getSetCookie()
  if (answer.status !== 200) throw new Error(`No tablet was paired: ${answer.status} ${await answer.text()}`)
  return cookie.split(";")[0] ?? ""
}

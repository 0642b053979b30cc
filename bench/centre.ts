import { sql } from "drizzle-orm"
import { connect } from "../db/client"
import { dateIn } from "../lib/core/clock"
import { type Server, signInByHttp, startServer } from "../tests/support/server"
import { account, leaseBenchServer, onCopyOf, timeZone } from "./data"
import { scenariosOf } from "./scenarios"

/** What a server is set to that is measured: no limit of the API, and nothing beside its requests. */
export const settings = { LOG_LEVEL: "error", WORKER: "off", API_REQUESTS_PER_MINUTE: "100000000" }

export type Centre = Awaited<ReturnType<typeof open>>

/**
 * Does the work with the product started on a copy of a centre of so many clients, somebody signed in, and everything
 * that can be asked of it; then ends the server and drops the copy.
 */
export async function onCentre<R>(
  { clients, more = {} }: { clients: number; more?: Record<string, string> },
  work: (centre: Centre) => Promise<R>,
): Promise<R> {
  const lease = await leaseBenchServer()
  try {
    return await onCopyOf(lease.url, clients, async (databaseUrl) => {
      const server = await startServer(databaseUrl, { ...settings, ...more })
      try {
        return await work(await open(databaseUrl, server, clients))
      } finally {
        await server.stop()
      }
    })
  } finally {
    await lease.release()
  }
}

async function open(databaseUrl: string, server: Server, clients: number) {
  const today = dateIn(new Date(), timeZone)
  const cookie = await signInByHttp(server.url, account.email, account.password)
  const { db, close } = connect(databaseUrl, { max: 1 })
  const scenarios = await scenariosOf(db, clients, today, cookie)
  await db.execute(sql`analyze api_keys, kiosk_devices`)
  await close()
  return {
    databaseUrl,
    server,
    today,
    cookie,
    scenarios,
    /** Throws where there is no scenario of this name. */
    scenario(name: string) {
      const found = scenarios.find((one) => one.name === name)
      if (!found) throw new Error(`There is no scenario ${name}`)
      return found
    },
  }
}

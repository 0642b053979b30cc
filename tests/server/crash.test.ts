import { expect, test } from "vitest"
import { insertClients } from "../../lib/clients/records"
import { often } from "../support/often"
import { openServedCentre } from "./centre"

const GUESTS = 200

const centre = openServedCentre({ DATABASE_POOL: "10" })
const { server, db, sql, staffKey } = centre

type Row = { id: string; client_id: string; idempotency_key: string }

/** After so many answers the server is killed; 0 kills it before the first. */
test.each([40, 0, 1, 120, 199].slice(0, often(1, 5)))(
  "whoever was told 201 is checked in once, when the server dies after %i answers to 200",
  async (moment) => {
    const guests = await newGuests(`Crash${moment}`)
    const told = new Map<string, string>()
    let answers = 0
    let dead: Promise<unknown> | undefined
    if (moment === 0) setImmediate(() => (dead = server.kill()))
    const sent = guests.map(async ({ clientId, key }) => {
      const answer = await staffKey.checkIn(clientId, key).catch(lostAnswer)
      if (answer?.status === 201) told.set(key, answer.body.id)
      if (answer && ++answers === moment) dead = server.kill()
    })
    await Promise.all(sent)
    await dead
    await untilNobodyWrites()

    const written = await rowsOf(guests)
    expect(written.length).toBe(new Set(written.map((row) => row.client_id)).size)
    for (const [key, id] of told) expect(written.find((row) => row.idempotency_key === key)?.id).toBe(id)

    await server.restart()
    const again = await Promise.all(guests.map(({ clientId, key }) => staffKey.checkIn(clientId, key)))
    const after = await rowsOf(guests)
    expect(after).toHaveLength(GUESTS)
    for (const [index, { key }] of guests.entries()) {
      const before = written.find((row) => row.idempotency_key === key)
      const { status, body } = again[index] ?? expect.fail("there is an answer to each")
      expect([status, body.id]).toEqual(before ? [200, before.id] : [201, body.id])
    }
  },
)

async function newGuests(lastName: string) {
  const people = Array.from({ length: GUESTS }, (_, index) => ({ firstName: `Guest ${index}`, lastName }))
  const rows = await db.transaction((tx) => insertClients(tx, people, new Date()))
  return rows.map(({ id }) => ({ clientId: id, key: crypto.randomUUID() }))
}

/** A connection that broke, and nothing else. */
function lostAnswer(error: unknown) {
  if (error instanceof TypeError || (error as Error).name === "SyntaxError") return undefined
  throw error
}

async function untilNobodyWrites() {
  const busy = () => sql`
    select pid from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`
  await expect.poll(busy, { timeout: 20_000 }).toHaveLength(0)
}

async function rowsOf(guests: { clientId: string }[]): Promise<Row[]> {
  return await sql<Row[]>`
    select id, client_id, idempotency_key from check_ins
    where client_id in ${sql(guests.map(({ clientId }) => clientId))}`
}

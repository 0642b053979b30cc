import { expect, test } from "vitest"
import { checkIn } from "../../../lib/check-ins/check-in"
import { insertClients } from "../../../lib/clients/records"
import { now, openCentre } from "../../support/cast"
import { rowsRead } from "../../support/rows-read"

const CLIENTS = 3000
/** After some Postgres keeps one plan for all. */
const CHECK_INS = 20
const MOST_READ_FOR_A_CHECK_IN = 15

const centre = openCentre()

test("a check-in does not read the other clients of a small centre", async () => {
  const people = Array.from({ length: CLIENTS }, (_, i) => ({ firstName: `Ana${i}`, lastName: "Reyes" }))
  const made = await centre.db.transaction((tx) => insertClients(tx, people, now))
  const read = await rowsRead(centre, "clients", async (db) => {
    for (const { id } of made.slice(0, CHECK_INS))
      await checkIn(centre.staff({ db }), { clientId: id, idempotencyKey: id })
  })
  expect(await centre.sql`select from check_ins`).toHaveLength(CHECK_INS)
  expect(read / CHECK_INS).toBeLessThan(MOST_READ_FOR_A_CHECK_IN)
})

import fc from "fast-check"
import { expect, test } from "vitest"
import type { Database } from "../../../db/client"
import { clients } from "../../../db/schema"
import { dateIn } from "../../../lib/core/clock"
import { countByStatus, coverageOf } from "../../../lib/coverage/records"
import { now, openCentre } from "../../support/cast"
import { often } from "../../support/often"
import { brokenCalendars, expectedStatus, insertPeople, person, somewhere, statusesFound } from "./examples"

const centre = openCentre()

test("the database filter finds each client under the status that the rule gives, anywhere, at any time", async () => {
  const people = fc.array(person, { minLength: 1, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(people, somewhere, async (given, { moment, timeZone }) => {
      const today = dateIn(moment, timeZone)
      await undone(async (db) => {
        const ids = await insertPeople(db, given, today, now)
        const expected = given.map((someone) => expectedStatus(someone, today))
        const found = await statusesFound(db, today)
        expect(ids.map((id) => found.get(id))).toEqual(expected.map((status) => [status]))
        const shown = await coverageOf(db, await db.select().from(clients), today)
        expect(ids.map((id) => shown.get(id)?.status)).toEqual(expected)
        expect(await brokenCalendars(db)).toEqual([])
        const { all, ...byStatus } = await countByStatus(db, today)
        expect(all).toBe(given.length)
        expect(Object.values(byStatus).reduce((sum, number) => sum + number, 0)).toBe(all)
      })
    }),
    { numRuns: often(40, 200) },
  )
})

/** Runs the work in a transaction that leaves nothing behind. */
async function undone(work: (db: Database) => Promise<void>) {
  const back = new Error("take it back")
  const attempt = centre.db.transaction(async (tx) => {
    await work(tx)
    throw back
  })
  await attempt.catch((error) => {
    if (error !== back) throw error
  })
}

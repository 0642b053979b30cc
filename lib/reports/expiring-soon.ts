import { and, asc, eq, isNull } from "drizzle-orm"
import { z } from "zod"
import { clientCoverage, clients } from "../../db/schema"
import { query } from "../core/operation"
import { coverageOf, hasStatus } from "../coverage/records"

const SHOWN = 8

/** The next 8 of the expiring clients, those whose coverage ends first before the others, with that coverage. */
export const expiringSoon = query({
  permission: "clients.read",
  input: z.strictObject({}),
  async run({ db, today }) {
    const rows = await db
      .select({
        id: clients.id,
        firstName: clients.firstName,
        lastName: clients.lastName,
        posStartDate: clients.posStartDate,
        posEndDate: clients.posEndDate,
      })
      .from(clientCoverage)
      .innerJoin(clients, eq(clients.id, clientCoverage.clientId))
      .where(and(isNull(clients.deletedAt), hasStatus("expiring", today)))
      .orderBy(asc(clientCoverage.endsOn), asc(clients.sortName), asc(clients.id))
      .limit(SHOWN)
    const coverage = await coverageOf(db, rows, today)
    return rows.flatMap(({ id, firstName, lastName }) => {
      const found = coverage.get(id)
      return found ? [{ id, firstName, lastName, coverage: found }] : []
    })
  },
})

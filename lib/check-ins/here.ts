import { and, eq, inArray, lte } from "drizzle-orm"
import { z } from "zod"
import type { Database } from "../../db/client"
import { checkIns, clients } from "../../db/schema"
import { suggestClients } from "../clients/list"
import { ListInput } from "../clients/schema"
import { AppError } from "../core/errors"
import { uuid } from "../core/fields"
import { formatTime } from "../core/format"
import { type Inside, query } from "../core/operation"
import { isHere } from "./records"
import { isOfKey, REPEAT_WITHIN_MS } from "./repeats"

/** By which visit a client is here, and since when. */
export type Here = { visitId: string; since: string }

/** Those of the clients who are here now, by id, with the time at the centre. At most 200 are asked for at once. */
export const hereAmong = query({
  permission: "check_ins.read",
  input: z.strictObject({ clientIds: z.array(uuid).max(200) }),
  run: ({ db, now, timeZone }, { clientIds }) => findHere(db, { now, timeZone }, clientIds),
})

/**
 * The few clients that match what was typed into the search, as `suggestClients` has them, with those who are here, and, where
 * two have one name, with what tells them apart.
 */
export const suggestAtDesk = query({
  permission: "clients.read",
  input: ListInput.pick({ query: true }),
  async run(reading, input) {
    const { db, now, timeZone } = reading
    const found = await suggestClients(reading, input)
    const here = await findHere(
      db,
      { now, timeZone },
      found.map(({ id }) => id),
    )
    const names = found.map(nameOf)
    const twins = found.filter((one) => names.filter((name) => name === nameOf(one)).length > 1)
    const marks = await marksOf(
      db,
      twins.map(({ id }) => id),
    )
    return found.map((one) => ({ ...one, here: here[one.id] ?? null, mark: marks.get(one.id) ?? null }))
  },
})

const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }) =>
  `${firstName} ${lastName}`.toLowerCase()

async function findHere(
  db: Database,
  at: { now: Date; timeZone: string },
  clientIds: string[],
): Promise<Record<string, Here>> {
  if (clientIds.length === 0) return {}
  const rows = await db
    .select({ id: checkIns.id, clientId: checkIns.clientId, checkedInAt: checkIns.checkedInAt })
    .from(checkIns)
    .where(and(inArray(checkIns.clientId, clientIds), isHere(at)))
  return Object.fromEntries(
    rows.map(({ id, clientId, checkedInAt }) => [
      clientId,
      { visitId: id, since: formatTime(checkedInAt, at.timeZone) },
    ]),
  )
}

/** The date of birth and the end of the phone number. */
async function marksOf(db: Database, ids: string[]) {
  const rows =
    ids.length === 0
      ? []
      : await db
          .select({ id: clients.id, born: clients.dateOfBirth, phone: clients.phone })
          .from(clients)
          .where(inArray(clients.id, ids))
  return new Map(rows.map(({ id, born, phone }) => [id, { born, phoneEnd: phone?.slice(-4) ?? null }]))
}

/** Throws conflict when the client came more than 5 minutes ago and is still here; a key that came before is no question. */
export async function requireAway(inside: Inside, { clientId, idempotencyKey }: Entering): Promise<void> {
  const { tx, now, timeZone } = inside
  const [visit] = await tx
    .select({ checkedInAt: checkIns.checkedInAt, firstName: clients.firstName, lastName: clients.lastName })
    .from(checkIns)
    .innerJoin(clients, eq(clients.id, checkIns.clientId))
    .where(
      and(
        eq(checkIns.clientId, clientId),
        isHere({ now, timeZone }),
        lte(checkIns.checkedInAt, new Date(now.getTime() - REPEAT_WITHIN_MS)),
      ),
    )
  if (!visit || (await tx.$count(checkIns, isOfKey(tx, idempotencyKey))) > 0) return
  const since = formatTime(visit.checkedInAt, timeZone)
  const message = `${visit.firstName} ${visit.lastName} has been here since ${since}.`
  throw new AppError("conflict", message, { fields: [{ field: "whenHere", message }] })
}

type Entering = { clientId: string; idempotencyKey: string }

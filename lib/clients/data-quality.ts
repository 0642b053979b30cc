import { and, asc, gt, inArray, isNull, or, sql } from "drizzle-orm"
import { z } from "zod"
import type { Database } from "../../db/client"
import { clients, clientsToldApart } from "../../db/schema"
import { idOf } from "../core/actor"
import { addMonths, type CalendarDate } from "../core/clock"
import { operation, query } from "../core/operation"
import { type Field, likeness } from "./identity"
import { lockBoth, TwoClients } from "./merge"
import { isPlaceholder } from "./placeholders"
import { usualUci } from "./schema"

/** So many of each kind are shown at once: who mended those sees the next. */
const SHOWN = 100

/** More pairs than anybody mends in a day; each is looked at more closely. */
const PAIRS_AT_MOST = 2000

/** Nobody is older: the oldest person of whom it is proved was 122. */
const OLDEST_YEARS = 122

const columns = {
  id: clients.id,
  firstName: clients.firstName,
  lastName: clients.lastName,
  dateOfBirth: clients.dateOfBirth,
  phone: clients.phone,
  email: clients.email,
  uciNumber: clients.uciNumber,
  version: clients.version,
}

export type Doubted = {
  id: string
  firstName: string
  lastName: string
  dateOfBirth: CalendarDate | null
  phone: string | null
  email: string | null
  uciNumber: string | null
  version: number
}

/** Two who are likely one person, with the fields that say so and those that differ. */
export type Doubles = { client: Doubted; other: Doubted; agree: Field[]; differ: Field[] }

/** A field of a client that cannot be right. */
export type Fault = { client: Doubted; field: "uciNumber" | "dateOfBirth" | "phone" | "email"; value: string }

/**
 * What is likely wrong with the data of the clients, the first 100 of each kind: pairs who are likely one person, the surest
 * first; UCI numbers of another shape; birthdays that nobody has; values that stand where the true one was not known.
 */
export const dataQuality = query({
  permission: "clients.merge",
  input: z.strictObject({}),
  async run({ db, today }) {
    const doubles = await findDoubles(db)
    return { doubles, ...(await findFaults(db, today)) }
  },
  shows: ({ doubles, ...faults }) => [
    ...new Set([
      ...doubles.flatMap(({ client, other }) => [client.id, other.id]),
      ...Object.values(faults).flatMap((some) => some.map(({ client }) => client.id)),
    ]),
  ],
})

/** Keeps in mind that two clients are two people, so that they are not asked about again. */
export const tellApart = operation({
  permission: "clients.merge",
  input: TwoClients,
  async run({ tx, now, actor, record }, two) {
    await lockBoth(tx, two)
    const [clientId = "", otherId = ""] = [two.id, two.otherId].toSorted()
    const made = await tx
      .insert(clientsToldApart)
      .values({ clientId, otherId, toldBy: idOf(actor), createdAt: now })
      .onConflictDoNothing()
      .returning({ clientId: clientsToldApart.clientId })
    if (made.length > 0) record("client.told_apart", { otherId: two.otherId }, { clientId: two.id })
  },
})

async function findDoubles(db: Database): Promise<Doubles[]> {
  const pairs = await db.execute<{ one: string; two: string }>(sql`
    select one, two from (
      select a.id as one, b.id as two from clients a join clients b on b.name_key = a.name_key and b.id > a.id
      where a.deleted_at is null and b.deleted_at is null and a.name_key <> ''
      union
      select a.id, b.id from clients a join clients b on b.phone = a.phone and b.id > a.id
      where a.deleted_at is null and b.deleted_at is null and name_fold(a.first_name) = name_fold(b.first_name)
      union
      select a.id, b.id from clients a join clients b on b.date_of_birth = a.date_of_birth and b.id > a.id
      where a.deleted_at is null and b.deleted_at is null and similarity(a.sort_name, b.sort_name) > 0.5
    ) pairs
    where not exists (select from clients_told_apart t where t.client_id = one and t.other_id = two)
    limit ${PAIRS_AT_MOST}`)
  const ids = [...new Set(pairs.flatMap(({ one, two }) => [one, two]))]
  const rows = ids.length > 0 ? await db.select(columns).from(clients).where(inArray(clients.id, ids)) : []
  const byId = new Map(rows.map((row) => [row.id, row]))
  return pairs
    .flatMap(({ one, two }) => {
      const [client, other] = [byId.get(one), byId.get(two)]
      if (!client || !other) return []
      const { agree, differ } = likeness(client, other)
      const isTwo = differ.includes("uciNumber") || differ.includes("dateOfBirth") || agree.length === 0
      return isTwo ? [] : [{ client, other, agree, differ }]
    })
    .toSorted((a, b) => b.agree.length - a.agree.length || a.differ.length - b.differ.length)
    .slice(0, SHOWN)
}

type Faults = { numbers: Fault[]; birthdays: Fault[]; placeholders: Fault[] }

/** Some at a time, so that the others who want something meanwhile need not wait. */
const BATCH = 2000

async function findFaults(db: Database, today: CalendarDate): Promise<Faults> {
  const faults: Faults = { numbers: [], birthdays: [], placeholders: [] }
  const isWhole = () => Object.values(faults).every((some) => some.length >= SHOWN)
  let after: string | undefined
  do {
    const rows = await db
      .select(columns)
      .from(clients)
      .where(and(isNull(clients.deletedAt), hasSomething, after ? gt(clients.id, after) : undefined))
      .orderBy(asc(clients.id))
      .limit(BATCH)
    for (const row of rows) note(row, today, faults)
    after = rows.length < BATCH ? undefined : rows.at(-1)?.id
  } while (after && !isWhole())
  return faults
}

const hasSomething = or(
  ...[clients.uciNumber, clients.dateOfBirth, clients.phone, clients.email].map(
    (column) => sql`${column} is not null`,
  ),
)

function note(client: Doubted, today: CalendarDate, faults: Faults): void {
  for (const field of ["phone", "email", "uciNumber", "dateOfBirth"] as const) {
    const value = client[field]
    const kind = value && faultOf(field, value, today)
    if (kind && faults[kind].length < SHOWN) faults[kind].push({ client, field, value })
  }
}

/** What is likely wrong with the value of a field, or null. */
export function faultOf(field: Fault["field"], value: string, today: CalendarDate): keyof Faults | null {
  if (field === "dateOfBirth") {
    const isImpossible = value > today || value < addMonths(today, -12 * OLDEST_YEARS)
    return isImpossible || isPlaceholder.dateOfBirth(value) ? "birthdays" : null
  }
  if (isPlaceholder[field](value)) return "placeholders"
  return field === "uciNumber" && !usualUci.test(value) ? "numbers" : null
}

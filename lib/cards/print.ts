import { and, asc, count, eq, inArray, isNull } from "drizzle-orm"
import { clients, memberCards } from "../../db/schema"
import { isListed } from "../clients/list"
import { ListFilter } from "../clients/schema"
import { initialOf } from "../core/format"
import { query } from "../core/operation"
import { CARDS_AT_ONCE, CardClients } from "./schema"

/**
 * The working cards of these clients, in the order given, with as much of the name as stands on them; and the ids of
 * those who have none. Clients who are not there are left out.
 */
export const cardsToPrint = query({
  permission: "cards.issue",
  input: CardClients,
  async run({ db }, { clientIds }) {
    const rows = await db
      .select({
        clientId: clients.id,
        firstName: clients.firstName,
        lastName: clients.lastName,
        token: memberCards.token,
        code: memberCards.code,
      })
      .from(clients)
      .leftJoin(memberCards, and(eq(memberCards.clientId, clients.id), isNull(memberCards.revokedAt)))
      .where(and(inArray(clients.id, clientIds), isNull(clients.deletedAt)))
    const sorted = rows.toSorted((a, b) => clientIds.indexOf(a.clientId) - clientIds.indexOf(b.clientId))
    return {
      cards: sorted.flatMap(({ lastName, token, code, ...row }) =>
        token && code ? [{ ...row, initial: initialOf(lastName), token, code }] : [],
      ),
      without: sorted.filter((row) => !row.token).map((row) => row.clientId),
    }
  },
})

/** How many clients the list's filter names, and the ids of those, by name, as long as they can be printed at once. */
export const listToPrint = query({
  permission: "cards.issue",
  input: ListFilter,
  async run({ db, today }, filter) {
    const named = isListed(db, today, filter)
    const [counted] = await db.select({ total: count() }).from(clients).where(named)
    const total = counted?.total ?? 0
    if (total > CARDS_AT_ONCE) return { total, clientIds: [] }
    const rows = await db
      .select({ id: clients.id })
      .from(clients)
      .where(named)
      .orderBy(asc(clients.sortName), asc(clients.id))
      .limit(CARDS_AT_ONCE)
    return { total, clientIds: rows.map(({ id }) => id) }
  },
})

import { and, inArray, isNull } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import { clients } from "../../db/schema"
import { notFound } from "../core/errors"
import { operation } from "../core/operation"
import { makeMissingCards, workingCards } from "./records"
import { CardClients } from "./schema"

/**
 * The working card of each client, in the order given; who has none gets one. Throws not_found when one of the clients
 * is not there, and then makes none.
 */
export const issueCards = operation({
  permission: "cards.issue",
  input: CardClients,
  async run({ tx, now, record }, { clientIds }) {
    await lockClients(tx, clientIds)
    for (const { id, clientId } of await makeMissingCards(tx, clientIds, now))
      record("member_card.issued", { cardId: id }, { clientId })
    const cards = await workingCards(tx, clientIds)
    return cards.toSorted((a, b) => clientIds.indexOf(a.clientId) - clientIds.indexOf(b.clientId))
  },
})

/** In one order, so that two who make cards for many take turns. An erasure waits, and then erases the cards too. */
async function lockClients(tx: Transaction, ids: string[]): Promise<void> {
  const there = await tx
    .select({ id: clients.id })
    .from(clients)
    .where(and(inArray(clients.id, ids), isNull(clients.deletedAt)))
    .orderBy(clients.id)
    .for("no key update")
  if (there.length < ids.length) throw notFound("client")
}

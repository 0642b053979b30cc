import { lockClient } from "../clients/records"
import { notFound } from "../core/errors"
import { only } from "../core/only"
import { operation } from "../core/operation"
import { endCards, makeMissingCards } from "./records"
import { CardClient } from "./schema"

/** Gives a client a new card and returns it; the old one, where there is one, stops working in the same moment. */
export const replaceCard = operation({
  permission: "cards.issue",
  input: CardClient,
  async run({ tx, now, record }, { clientId }) {
    await lockClient(tx, clientId)
    for (const cardId of await endCards(tx, clientId, now))
      record("member_card.revoked", { cardId }, { clientId })
    const card = only(await makeMissingCards(tx, [clientId], now))
    record("member_card.issued", { cardId: card.id }, { clientId })
    return card
  },
})

/** Takes a client's card out of use, without a new one. Throws not_found when there is none. */
export const revokeCard = operation({
  permission: "cards.issue",
  input: CardClient,
  async run({ tx, now, record }, { clientId }) {
    await lockClient(tx, clientId)
    const ended = await endCards(tx, clientId, now)
    if (ended.length === 0) throw notFound("member card")
    for (const cardId of ended) record("member_card.revoked", { cardId }, { clientId })
  },
})

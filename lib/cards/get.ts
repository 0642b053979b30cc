import { findClient } from "../clients/records"
import { query } from "../core/operation"
import { workingCards } from "./records"
import { CardClient } from "./schema"

/** A client's working card, or null; without what its QR code says. Throws not_found for a client who is not there. */
export const cardOf = query({
  permission: "cards.issue",
  input: CardClient,
  async run({ db }, { clientId }) {
    await findClient(db, clientId)
    const [card] = await workingCards(db, [clientId])
    return card ? { id: card.id, code: card.code, createdAt: card.createdAt } : null
  },
})

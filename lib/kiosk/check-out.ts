import { endVisit } from "../check-ins/check-out"
import { findClient } from "../clients/records"
import { operation } from "../core/operation"
import type { CheckOutAnswer } from "./contract"
import { visitsGoingOn } from "./look-up"
import { redeemAll } from "./redeem"
import { TicketsInput } from "./schema"
import { issueUndo } from "./tickets"

/** Checks out whom the tickets stand for; of those who are not here any more only the name comes back. Throws TicketRefused. */
export const kioskCheckOut = operation({
  permission: "kiosk.use",
  input: TicketsInput,
  async run(inside, { people }): Promise<CheckOutAnswer> {
    const redeemed = await redeemAll(inside, people)
    const ids = redeemed.map(({ clientId }) => clientId)
    const visits = await visitsGoingOn({ ...inside, db: inside.tx }, ids)
    const left: string[] = []
    const names = new Map<string, string>()
    for (const { key, clientId } of redeemed) {
      names.set(key, (await findClient(inside.tx, clientId)).firstName)
      const visit = visits.get(clientId)
      if (visit) left.push((await endVisit(inside, visit)).id)
    }
    return {
      people: people.map(({ key }) => ({ firstName: names.get(key) ?? "" })),
      undo: issueUndo(inside, { came: [], left }),
    }
  },
})

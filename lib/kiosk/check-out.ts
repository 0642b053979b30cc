import { and, inArray } from "drizzle-orm"
import { checkIns } from "../../db/schema"
import { endVisit } from "../check-ins/check-out"
import { findClient } from "../clients/records"
import { type Inside, operation } from "../core/operation"
import type { CheckOutAnswer } from "./contract"
import { isGoingOn } from "./going-on"
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
    const visits = await visitsGoingOn(inside, ids)
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

/** The visits of those of the clients who are here, by the client's id. */
async function visitsGoingOn(inside: Inside, clientIds: string[]) {
  const rows = await inside.tx
    .select({ id: checkIns.id, clientId: checkIns.clientId })
    .from(checkIns)
    .where(and(isGoingOn(inside), inArray(checkIns.clientId, clientIds)))
  return new Map(rows.map(({ id, clientId }) => [clientId, id]))
}

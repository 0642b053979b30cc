import { enterVisit } from "../check-ins/enter-visit"
import { clientOf, findWhole } from "../clients/records"
import { tabletOf } from "../core/actor"
import { type Inside, operation } from "../core/operation"
import type { CheckInAnswer } from "./contract"
import { redeemAll } from "./redeem"
import { TicketsInput } from "./schema"
import { issueUndo, TicketRefused } from "./tickets"

type Answer = CheckInAnswer["people"][number] & { madeId?: string }

/**
 * Checks in whom the tickets stand for, all or none. Those whose coverage has ended are sent to the desk instead where
 * the setting says so, and the answer does not tell why. Throws TicketRefused.
 */
export const kioskCheckIn = operation({
  permission: "kiosk.use",
  input: TicketsInput,
  async run(inside, { people }): Promise<CheckInAnswer> {
    const answers = new Map<string, Answer>()
    for (const { key, clientId, whenExpired } of await redeemAll(inside, people)) {
      const toDesk = whenExpired === "desk" && (await hasExpired(inside, clientId))
      answers.set(key, toDesk ? { firstName: "", outcome: "desk" } : await enter(inside, clientId, key))
    }
    const inOrder = people.flatMap(({ key }) => answers.get(key) ?? [])
    return {
      people: inOrder.map(({ firstName, outcome }) => ({ firstName, outcome })),
      undo: issueUndo(inside, { came: inOrder.flatMap(({ madeId }) => madeId ?? []), left: [] }),
    }
  },
})

async function enter(inside: Inside, clientId: string, idempotencyKey: string): Promise<Answer> {
  const { id: deviceId, station } = tabletOf(inside.actor)
  const { visit } = await enterVisit(inside, {
    clientId,
    idempotencyKey,
    station,
    kiosk: { deviceId },
  })
  if (visit.removal) throw new TicketRefused()
  const made = visit.idempotencyKey === idempotencyKey
  const outcome = made ? "checked_in" : "already"
  return { firstName: visit.firstName, outcome, ...(made && { madeId: visit.id }) }
}

async function hasExpired({ tx, today }: Inside, clientId: string): Promise<boolean> {
  return clientOf(await findWhole(tx, clientId), today).coverage.status === "expired"
}

import { and, eq, isNull, sql } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import { events, memberships } from "../../db/schema"
import { only } from "../core/only"
import { operation } from "../core/operation"
import { requireInOrder } from "./enroll"
import { askAboutOverlap } from "./overlap"
import {
  findMembership,
  insertMemberships,
  lockMembership,
  type Membership,
  planToGive,
  selectMemberships,
} from "./records"
import { RenewInput } from "./schema"
import { proposedEnd, renewalProposal } from "./status"
import { alreadyRenewedInWords } from "./words"

export type Renewal = { membership: Membership; duplicate: boolean; message: string | null }

/**
 * Continues a membership, once: what is not given is as `renewalProposal` has it. When it was renewed already, returns
 * that renewal as a duplicate, with a message that tells who made it and when. With `overlap: "ask"`, throws conflict
 * when another membership counts on the new days.
 */
export const renew = operation({
  permission: "memberships.manage",
  input: RenewInput,
  async run({ tx, now, today, timeZone, record }, { membershipId, overlap, ...given }): Promise<Renewal> {
    const current = await lockMembership(tx, membershipId)
    const { clientId } = current
    const [there] = await selectMemberships(tx).where(
      and(eq(memberships.renewalOf, current.id), isNull(memberships.cancelledAt)),
    )
    if (there) {
      const message = alreadyRenewedInWords(there, await whoMade(tx, there), { now, timeZone })
      return { membership: there, duplicate: true, message }
    }
    const proposal = renewalProposal(current, today)
    const plan = await planToGive(tx, given.planCode ?? proposal.planCode)
    const startsOn = given.startsOn ?? proposal.startsOn
    const endsOn = given.endsOn ?? proposedEnd(plan, startsOn)
    requireInOrder({ startsOn, endsOn })
    if (overlap === "ask") await askAboutOverlap(tx, clientId, { startsOn, endsOn })
    const row = { clientId, planId: plan.id, startsOn, endsOn, renewalOf: current.id }
    const { id } = only(await insertMemberships(tx, [row], now))
    const happened = { membershipId: id, planCode: plan.code, startsOn, endsOn, renewalOf: current.id }
    record("membership.created", happened, { clientId })
    return { membership: await findMembership(tx, id), duplicate: false, message: null }
  },
})

/** By whom and when a membership was made; undefined for one that was imported without a history. */
async function whoMade(tx: Transaction, { id, clientId }: Membership) {
  const [made] = await tx
    .select({ by: events.actorName, at: events.occurredAt })
    .from(events)
    .where(
      and(
        eq(events.clientId, clientId),
        eq(events.type, "membership.created"),
        sql`${events.data} ->> 'membershipId' = ${id}`,
      ),
    )
  return made
}

import { lockClient } from "../clients/records"
import { invalid } from "../core/errors"
import { only } from "../core/only"
import { operation } from "../core/operation"
import { askAboutOverlap } from "./overlap"
import { findMembership, insertMemberships, planToGive } from "./records"
import { EnrollInput } from "./schema"
import { proposedEnd } from "./status"

/**
 * Gives a client a membership from one day to another, both included; past and future days are fine. Without a last
 * day it lasts as long as its plan. With `overlap: "ask"`, throws conflict when another membership counts on its days.
 */
export const enroll = operation({
  permission: "memberships.manage",
  input: EnrollInput,
  async run({ tx, now, record }, { clientId, planCode, startsOn, externalId, overlap, ...given }) {
    await lockClient(tx, clientId)
    const plan = await planToGive(tx, planCode)
    const endsOn = given.endsOn ?? proposedEnd(plan, startsOn)
    requireInOrder({ startsOn, endsOn })
    if (overlap === "ask") await askAboutOverlap(tx, clientId, { startsOn, endsOn })
    const row = { clientId, planId: plan.id, startsOn, endsOn, externalId }
    const { id } = only(await insertMemberships(tx, [row], now))
    record("membership.created", { membershipId: id, planCode, startsOn, endsOn }, { clientId })
    return findMembership(tx, id)
  },
})

/** Throws invalid when a membership would end before it starts. */
export function requireInOrder({ startsOn, endsOn }: { startsOn: string; endsOn: string }): void {
  if (endsOn < startsOn) throw invalid("endsOn", "The last day must not lie before the first.")
}

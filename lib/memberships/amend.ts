import { eq } from "drizzle-orm"
import { memberships } from "../../db/schema"
import type { Actor } from "../core/actor"
import { type ChangeSet, changesBetween } from "../core/changes"
import { laterThan } from "../core/clock"
import { AppError, invalid } from "../core/errors"
import { formatDate } from "../core/format"
import { operation } from "../core/operation"
import { requireInOrder } from "./enroll"
import { askAboutMore } from "./overlap"
import { findMembership, lockMembership, planToGive } from "./records"
import { AmendInput } from "./schema"
import { holdsUntilOf } from "./status"

/**
 * Extends, corrects or cancels a membership, or takes its cancellation back, and returns it as it is now. A user says
 * why when its end moves or it is cancelled. With `version`, throws stale when somebody else changed it since; with
 * `overlap: "ask"`, conflict when it would newly overlap another.
 */
export const amendMembership = operation({
  permission: "memberships.manage",
  input: AmendInput,
  async run({ tx, now, actor, record }, { id, changes, reason = null, version, overlap }) {
    const current = await lockMembership(tx, id)
    if (version && version !== current.updatedAt.toISOString())
      throw new AppError("stale", "Somebody else changed this membership in the meantime.")
    const fields = changesBetween({ ...current, planCode: current.plan.code }, changes)
    if (Object.keys(fields).length === 0) return current
    const startsOn = changes.startsOn ?? current.startsOn
    const endsOn = changes.endsOn ?? current.endsOn
    const cancelledFrom = fields.cancelledFrom ? (changes.cancelledFrom ?? null) : current.cancelledFrom
    requireInOrder({ startsOn, endsOn })
    if (fields.cancelledFrom) requireUntilEnd({ cancelledFrom, endsOn })
    requireReason(actor, fields, reason)
    const planCode = changes.planCode ?? current.plan.code
    const plan = fields.planCode && (await planToGive(tx, planCode))
    const holdsUntil = holdsUntilOf(startsOn, endsOn, cancelledFrom)
    if (overlap === "ask") await askAboutMore(tx, current, { startsOn, holdsUntil })
    record(
      "membership.updated",
      { membershipId: id, planCode, fields, reason },
      { clientId: current.clientId },
    )
    await tx
      .update(memberships)
      .set({
        startsOn,
        endsOn,
        externalId: changes.externalId,
        ...(plan && { planId: plan.id }),
        ...(fields.cancelledFrom && cancellationOf(cancelledFrom, now, reason)),
        updatedAt: laterThan(current.updatedAt, now),
      })
      .where(eq(memberships.id, id))
    return findMembership(tx, id)
  },
})

function requireUntilEnd({ cancelledFrom, endsOn }: { cancelledFrom: string | null; endsOn: string }) {
  if (cancelledFrom && cancelledFrom > endsOn)
    throw invalid("cancelledFrom", `It ends on ${formatDate(endsOn)} anyway. Choose a day until then.`)
}

function requireReason(actor: Actor, { endsOn, cancelledFrom }: ChangeSet, reason: string | null) {
  const needed = endsOn !== undefined || (cancelledFrom !== undefined && cancelledFrom.to !== null)
  if (needed && reason === null && actor.kind === "user") throw invalid("reason", "Say why.")
}

function cancellationOf(from: string | null, now: Date, why: string | null) {
  if (from === null) return { cancelledAt: null, cancelledFrom: null, cancellationReason: null }
  return { cancelledAt: now, cancelledFrom: from, cancellationReason: why }
}

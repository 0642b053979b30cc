import { z } from "zod"
import type { Membership } from "../../memberships/records"
import { day, iso, moment, text } from "./resource-fields"

export const MembershipResource = z
  .strictObject({
    id: z.uuid(),
    client_id: z.uuid(),
    plan_code: z.string(),
    plan_name: z.string(),
    starts_on: z.iso.date(),
    ends_on: z.iso.date(),
    external_id: text,
    renewal_of: z.uuid().nullable(),
    cancelled_at: moment.nullable(),
    cancelled_from: day,
    cancellation_reason: text,
    holds_until: day,
    created_at: moment,
    updated_at: moment,
  })
  .meta({ id: "Membership" })

/** A membership as the API shows it. */
export function membershipResource(membership: Membership): z.output<typeof MembershipResource> {
  return {
    id: membership.id,
    client_id: membership.clientId,
    plan_code: membership.plan.code,
    plan_name: membership.plan.name,
    starts_on: membership.startsOn,
    ends_on: membership.endsOn,
    external_id: membership.externalId,
    renewal_of: membership.renewalOf,
    cancelled_at: iso(membership.cancelledAt),
    cancelled_from: membership.cancelledFrom,
    cancellation_reason: membership.cancellationReason,
    holds_until: membership.holdsUntil,
    created_at: membership.createdAt.toISOString(),
    updated_at: membership.updatedAt.toISOString(),
  }
}

export const PlanResource = z
  .strictObject({
    id: z.uuid(),
    code: z.string(),
    name: z.string(),
    length_value: z.int(),
    length_unit: z.enum(["days", "months"]),
    retired: z.boolean(),
  })
  .meta({ id: "Plan" })

type Plan = Pick<Membership["plan"], "code" | "name" | "lengthValue" | "lengthUnit" | "retiredAt">

/** A plan as the API shows it. */
export function planResource(plan: Plan & { id: string }): z.output<typeof PlanResource> {
  return {
    id: plan.id,
    code: plan.code,
    name: plan.name,
    length_value: plan.lengthValue,
    length_unit: plan.lengthUnit,
    retired: plan.retiredAt !== null,
  }
}

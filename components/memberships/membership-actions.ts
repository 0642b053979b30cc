import type { Outcome } from "@/lib/core/outcome"
import type { Membership } from "@/lib/memberships/records"
import type { Renewal } from "@/lib/memberships/renew"

export type Overlap = "ask" | "allow"

export type ShownMembership = Pick<
  Membership,
  "id" | "plan" | "startsOn" | "endsOn" | "holdsUntil" | "cancelledFrom" | "cancellationReason" | "updatedAt"
>

export type OfferedPlan = Pick<Membership["plan"], "code" | "name" | "lengthValue" | "lengthUnit">

export type Renew = (input: {
  membershipId: string
  planCode: string
  startsOn: string
  endsOn: string
  overlap: Overlap
}) => Promise<Outcome<Renewal>>

export type Amend = (input: {
  id: string
  changes: { endsOn?: string; cancelledFrom?: string | null }
  reason?: string
  version: string
  overlap?: Overlap
}) => Promise<Outcome<Membership>>

export type MembershipActions = { renew: Renew; amend: Amend }

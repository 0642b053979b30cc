import { z } from "zod"
import {
  calendarDate,
  multiline,
  optionalDate,
  optionalText,
  pageLimit,
  requiredText,
  uuid,
} from "../core/fields"

const planCode = requiredText(50, "Choose a plan.")

const term = {
  startsOn: calendarDate,
  /** Missing or blank: as long as the plan lasts. */
  endsOn: optionalDate.optional(),
  /** `ask` refuses once what overlaps another membership, naming it; `allow` writes it. */
  overlap: z.enum(["ask", "allow"], "Choose ask or allow.").default("allow"),
}

export const EnrollInput = z.strictObject({
  clientId: uuid,
  planCode,
  ...term,
  externalId: optionalText(200).optional(),
})

/** The statuses that call for something to be done, as /memberships shows them. */
export const listedStatuses = ["expiring", "expired", "pending"] as const
export type ListedStatus = (typeof listedStatuses)[number]

export const sorts = ["day", "name", "coordinator", "plan"] as const
export type Sort = (typeof sorts)[number]
export type Direction = "asc" | "desc"

/** Null: clients without a service coordinator. However the name is spelled, it finds those of the same folded name. */
const coordinator = optionalText(200).optional()

export const StatusFilterInput = z.strictObject({
  status: z.enum(listedStatuses, "This status is not known."),
  sort: z.enum(sorts, "This order is not known.").default("day"),
  dir: z.enum(["asc", "desc"], "This direction is not known.").optional(),
  coordinator,
  planCode: requiredText(50).optional(),
})
/** The filter with its order. */
export type StatusFilter = z.output<typeof StatusFilterInput>

export const StatusListInput = StatusFilterInput.extend({
  limit: pageLimit,
  cursor: z.string().max(1000).optional(),
})

/** All clients of the worklist, or those whose coordinator nobody has contacted yet. */
export const shows = ["all", "open"] as const
export type Show = (typeof shows)[number]

export const RenewalsInput = z.strictObject({
  coordinator,
  show: z.enum(shows, "This choice is not known.").default("all"),
  /** For paper: every coordinator's clients, however many. */
  everyone: z.boolean().default(false),
})

export const EndingInput = z.strictObject({ clientId: uuid, coverageEndsOn: calendarDate })

export const FollowUpInput = EndingInput.extend({
  contactedOn: optionalDate,
  promised: z.boolean("Say whether it was promised."),
  note: multiline(2000)
    .nullable()
    .transform((text) => text || null),
  /** The version that was read, null when there was none; without it, the last writer wins. */
  version: z.iso.datetime("This version is not valid.").nullable().optional(),
})
/** What is missing is proposed: the same plan, from the day after the end. */
export const RenewInput = z.strictObject({
  membershipId: uuid,
  planCode: planCode.optional(),
  startsOn: optionalDate.optional(),
  endsOn: term.endsOn,
  overlap: term.overlap,
})

/** What may be changed of a membership: a missing field stays as it is. */
export const MembershipChanges = z
  .strictObject({
    planCode,
    startsOn: calendarDate,
    endsOn: calendarDate,
    externalId: optionalText(200),
    /** The first day that no longer counts; null takes the cancellation back. */
    cancelledFrom: optionalDate,
  })
  .partial()

export const AmendReason = optionalText(500).optional()

export const AmendInput = z.strictObject({
  id: uuid,
  changes: MembershipChanges,
  reason: AmendReason,
  /** When it had changed last as it was read; another moment is refused as stale. */
  version: z.iso.datetime("This is not a version.").optional(),
  overlap: term.overlap,
})

const lengthNumber = "Enter a whole number."
const planFields = {
  name: requiredText(100, "Enter a name."),
  lengthValue: z.coerce.number(lengthNumber).int(lengthNumber),
  lengthUnit: z.enum(["days", "months"], "Choose days or months."),
}

export const PlanInput = z.strictObject({
  code: requiredText(50, "Enter a code.").refine(
    (code) => /^[a-z0-9_]*$/.test(code),
    "Use lower-case letters, digits and _ only.",
  ),
  ...planFields,
})

/** What may be changed of a plan: its code never. */
export const PlanChanges = z
  .strictObject({ ...planFields, retired: z.boolean("Say true or false.") })
  .partial()

export const UpdatePlanInput = z.strictObject({ id: uuid, changes: PlanChanges })

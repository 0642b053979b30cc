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

export const EnrollInput = z.strictObject({
  clientId: uuid,
  planCode: requiredText(50, "Choose a plan."),
  startsOn: calendarDate,
  endsOn: calendarDate,
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

import { z } from "zod"
import { calendarDate, optionalText, pageLimit, requiredText, searchQuery, uuid } from "../core/fields"
import { evidenceNames, methodNames } from "./names"

const key = requiredText(200, "Send a key that is new for each check-in.")

export const CheckInInput = z.strictObject({
  clientId: uuid,
  station: optionalText(100).optional(),
  notes: optionalText(1000).optional(),
  /** `ask`: who is here already is not checked in a second time without a question. */
  whenHere: z.enum(["enter", "ask"], "Say enter or ask.").optional(),
  idempotencyKey: key,
})

export const CheckInId = z.strictObject({ id: uuid })

export const VoidInput = z.strictObject({ id: uuid, reason: optionalText(500).optional() })

export const ListCheckInsInput = z.strictObject({
  from: calendarDate.optional(),
  to: calendarDate.optional(),
  method: z.enum(methodNames, "This method is not known.").optional(),
  clientId: uuid.optional(),
  /** Leaves out what was undone or voided. */
  only: z.enum(["counted"], "Only `counted` is known here.").optional(),
  query: searchQuery.optional(),
  limit: pageLimit,
  cursor: z.string().max(1000).optional(),
})

const timeOfDay = z
  .string("Enter a time such as 14:30.")
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Enter a time such as 14:30.")

/** Times as the centre's clock shows them. */
export const TimesInput = z.strictObject({
  day: calendarDate.optional(),
  from: timeOfDay.optional(),
  to: timeOfDay,
})

/** Why the times of a visit are what they are, and how that is known. */
const why = {
  reason: requiredText(500, "Say why."),
  evidence: z.enum(evidenceNames, "Choose how you know."),
}

export const CorrectInput = TimesInput.extend({
  id: uuid,
  ...why,
  /** The times that were read, in ISO 8601: other ones are not corrected. */
  seen: z.strictObject({ in: z.string(), out: z.string().nullable() }).optional(),
})

const entered = { clientId: uuid, from: timeOfDay, to: timeOfDay, idempotencyKey: key }

export const EnterInput = z.strictObject({
  ...entered,
  ...why,
  day: calendarDate,
  station: optionalText(100).optional(),
})

export const EnterManyInput = z.strictObject({
  ...why,
  day: calendarDate,
  visits: z.array(z.strictObject(entered)).min(1, "Enter at least one visit.").max(100),
})

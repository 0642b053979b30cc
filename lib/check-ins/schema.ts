import { z } from "zod"
import { calendarDate, optionalText, pageLimit, requiredText, searchQuery, uuid } from "../core/fields"
import { methodNames } from "./names"

const key = requiredText(200, "Send a key that is new for each check-in.")

export const CheckInInput = z.strictObject({
  clientId: uuid,
  station: optionalText(100).optional(),
  notes: optionalText(1000).optional(),
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

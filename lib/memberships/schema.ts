import { z } from "zod"
import { calendarDate, optionalText, requiredText, uuid } from "../core/fields"

export const EnrollInput = z.strictObject({
  clientId: uuid,
  planCode: requiredText(50, "Choose a plan."),
  startsOn: calendarDate,
  endsOn: calendarDate,
  externalId: optionalText(200).optional(),
})

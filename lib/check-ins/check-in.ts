import { operation } from "../core/operation"
import { enterVisit } from "./enter-visit"
import { CheckInInput } from "./schema"

/**
 * Checks a client in, covered or not, and returns the visit, the coverage, what to tell the desk, and whether this was
 * a repeat: the same key, or the same client within 5 minutes, gives the visit that is there already.
 * Throws not_found, and conflict when the key was used for another client.
 */
export const checkIn = operation({
  permission: "check_ins.create",
  input: CheckInInput,
  run: enterVisit,
})

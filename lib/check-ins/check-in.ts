import { operation } from "../core/operation"
import { enterVisit } from "./enter-visit"
import { requireAway } from "./here"
import { CheckInInput } from "./schema"

/**
 * Checks a client in, covered or not, and returns the visit, the coverage, what to tell the desk, and whether this was
 * a repeat: the same key, or the same client within 5 minutes, gives the visit that is there already.
 * Throws not_found; conflict when the key was used for another client, and with `whenHere: "ask"` when the client is here by a
 * visit that began more than 5 minutes ago.
 */
export const checkIn = operation({
  permission: "check_ins.create",
  input: CheckInInput,
  async run(inside, { whenHere, ...entering }) {
    if (whenHere === "ask") await requireAway(inside, entering)
    return enterVisit(inside, entering)
  },
})

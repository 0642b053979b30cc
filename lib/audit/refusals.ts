import { z } from "zod"
import { errand, eventRow, insertUnlessRepeated } from "../core/operation"

const HOUR_MS = 3_600_000

/** Writes down that somebody was not let in; of those of one kind from one address, one in an hour. */
export const noteRefusal = errand({
  permission: "refusals.note",
  input: z.strictObject({
    by: z.enum(["api_key", "sign_in_limit", "pin", "link", "pairing_code", "signature"]),
  }),
  async run(ctx, { by }) {
    await insertUnlessRepeated(ctx.db, [eventRow(ctx, "access.refused", { by })], HOUR_MS)
  },
})

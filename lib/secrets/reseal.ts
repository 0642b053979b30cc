import { z } from "zod"
import { resealerOf } from "../core/crypto"
import { operation } from "../core/operation"
import { resealKiosk } from "../kiosk/reseal"
import { resealUsers } from "../users/reseal"
import { resealTargets } from "../webhooks/reseal"

/** Seals everything that is kept sealed anew, with the present key. Returns how many that were, and how many stay shut. */
export const resealAll = operation({
  permission: "secrets.reseal",
  input: z.strictObject({}),
  async run({ tx, sealer, record }) {
    const { reseal, counts } = resealerOf(sealer)
    await resealUsers(tx, reseal)
    await resealKiosk(tx, reseal)
    await resealTargets(tx, reseal)
    record("secrets.resealed", counts)
    return counts
  },
})

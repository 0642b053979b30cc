import { eq } from "drizzle-orm"
import { z } from "zod"
import { users } from "../../db/schema"
import { personOf } from "../core/actor"
import { operation } from "../core/operation"

/** Chooses one's own colours: light, dark, or what the system says. */
export const chooseTheme = operation({
  permission: "account.manage",
  input: z.strictObject({ theme: z.enum(["system", "light", "dark"]) }),
  async run({ tx, actor, now }, { theme }) {
    await tx
      .update(users)
      .set({ theme, updatedAt: now })
      .where(eq(users.id, personOf(actor).id))
  },
})

import { eq } from "drizzle-orm"
import { users } from "../../db/schema"
import { changesBetween } from "../core/changes"
import { operation } from "../core/operation"
import { lockUser } from "./records"
import { UpdateUserInput } from "./schema"

/** Corrects a user's name and e-mail, with which they sign in from then on. Throws conflict when another has it. */
export const updateUser = operation({
  permission: "users.manage",
  input: UpdateUserInput,
  async run({ tx, now, record }, { id, ...wanted }) {
    const { name, email } = await lockUser(tx, id)
    const fields = changesBetween({ name, email }, wanted)
    if (Object.keys(fields).length === 0) return
    await tx
      .update(users)
      .set({ ...wanted, updatedAt: now })
      .where(eq(users.id, id))
    record("user.updated", { userId: id, fields })
  },
})

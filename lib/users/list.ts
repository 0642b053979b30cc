import { asc } from "drizzle-orm"
import { z } from "zod"
import { users } from "../../db/schema"
import { query } from "../core/operation"

/** All users by name, without their password hashes. */
export const listUsers = query({
  permission: "users.manage",
  input: z.strictObject({}),
  async run({ db }) {
    const rows = await db.select().from(users).orderBy(asc(users.name), asc(users.id))
    return rows.map(({ passwordHash, ...user }) => ({ ...user, hasPassword: passwordHash !== null }))
  },
})

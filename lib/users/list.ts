import { and, asc, count, eq, isNotNull, sql } from "drizzle-orm"
import { z } from "zod"
import { sessions, users } from "../../db/schema"
import { query } from "../core/operation"
import { settingsOf } from "../settings/records"
import { isOpen } from "./open-sessions"

/** All users by name: who they are, whether they set a password and a second factor, and how many sessions are open. */
export const listUsers = query({
  permission: "users.manage",
  input: z.strictObject({}),
  async run({ db, now }) {
    const { idleLimitMinutes } = await settingsOf(db, ["idleLimitMinutes"])
    const open = db
      .select({ count: count() })
      .from(sessions)
      .where(and(eq(sessions.userId, users.id), isOpen(now, idleLimitMinutes)))
    return db
      .select({
        id: users.id,
        name: users.name,
        email: users.email,
        role: users.role,
        deactivatedAt: users.deactivatedAt,
        lastSignInAt: users.lastSignInAt,
        hasPassword: sql<boolean>`${isNotNull(users.passwordHash)}`,
        hasSecondFactor: sql<boolean>`${isNotNull(users.totpConfirmedAt)}`,
        openSessions: sql<number>`case when ${users.deactivatedAt} is null then (${open}) else 0 end`.mapWith(
          Number,
        ),
      })
      .from(users)
      .orderBy(asc(users.name), asc(users.id))
  },
})

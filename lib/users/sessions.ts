import { and, eq, isNull, lt, sql } from "drizzle-orm"
import { z } from "zod"
import type { Database } from "../../db/client"
import { sessions, users } from "../../db/schema"
import { operation } from "../core/operation"
import { keptSetting, settingFrom } from "../settings/records"
import { SESSION_LASTS_MS } from "./open-sessions"

/** So often the last activity is written down; the idle limit is exact to this much. */
const NOTED_EVERY_MS = 60_000

/**
 * The user behind a session and whether they must add a second factor first; null when it ended: signed out, 12 hours
 * old, idle for longer than the setting allows, or its user deactivated. One query, settings included. It is how an
 * actor comes to be, so it stands before the permission table. What a page asks by itself is no activity of its user:
 * `watching` leaves the session to end as if nothing had been asked.
 */
export async function resumeSession(
  db: Database,
  sessionId: string,
  now: Date,
  { watching = false }: { watching?: boolean } = {},
) {
  const [found] = await db
    .select({
      user: {
        id: users.id,
        name: users.name,
        email: users.email,
        role: users.role,
        theme: users.theme,
      },
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      codeSince: users.totpConfirmedAt,
      idleLimit: keptSetting("idleLimitMinutes"),
      adminsNeedCode: keptSetting("adminsNeedCode"),
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, sessionId), isNull(sessions.endedAt), isNull(users.deactivatedAt)))
    .prepare("session")
    .execute()
  if (!found) return null
  const { user, createdAt, lastSeenAt, codeSince } = found
  if (now.getTime() - createdAt.getTime() >= SESSION_LASTS_MS) return null
  const idle = now.getTime() - lastSeenAt.getTime()
  if (idle >= settingFrom("idleLimitMinutes", found.idleLimit) * 60_000) return null
  if (idle >= NOTED_EVERY_MS && !watching) await noteActivity(db, sessionId, now)
  const needed = user.role === "admin" && settingFrom("adminsNeedCode", found.adminsNeedCode)
  return { ...user, mustAddCode: needed && !codeSince }
}

/** Ends the session that the actor is in. */
export const signOut = operation({
  permission: "account.manage",
  input: z.strictObject({}),
  async run({ tx, actor, now, record }) {
    if (actor.kind !== "user") return
    await tx.update(sessions).set({ endedAt: now }).where(eq(sessions.id, actor.sessionId))
    record("user.signed_out", { userId: actor.id })
  },
})

function noteActivity(db: Database, sessionId: string, now: Date) {
  return db
    .update(sessions)
    .set({ lastSeenAt: sql`greatest(${sessions.lastSeenAt}, ${now.toISOString()}::timestamptz)` })
    .where(and(eq(sessions.id, sessionId), lt(sessions.lastSeenAt, now)))
}

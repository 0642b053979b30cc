import { and, desc, eq, ne } from "drizzle-orm"
import { z } from "zod"
import { sessions } from "../../db/schema"
import { personOf } from "../core/actor"
import { operation, query } from "../core/operation"
import { settingsOf } from "../settings/records"
import { deviceOf } from "./device"
import { isOpen } from "./open-sessions"
import { endSessions } from "./records"
import { UserId } from "./schema"

/** One's own open sessions, the present one first, then by last activity: device in words, began, last active. */
export const listOwnSessions = query({
  permission: "account.manage",
  input: z.strictObject({}),
  async run({ db, actor, now }) {
    const me = personOf(actor)
    const { idleLimitMinutes } = await settingsOf(db, ["idleLimitMinutes"])
    const rows = await db
      .select()
      .from(sessions)
      .where(and(eq(sessions.userId, me.id), isOpen(now, idleLimitMinutes)))
      .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
    return rows
      .map(({ id, userAgent, createdAt, lastSeenAt }) => ({
        id,
        device: deviceOf(userAgent),
        createdAt,
        lastSeenAt,
        present: id === me.sessionId,
      }))
      .toSorted((a, b) => Number(b.present) - Number(a.present))
  },
})

/** Ends one of one's own sessions at its next request; one that has ended, or is another's, stays as it is. */
export const endOwnSession = operation({
  permission: "account.manage",
  input: UserId,
  async run({ tx, actor, now, record }, { id }) {
    const me = personOf(actor)
    const ended = await endSessions(tx, me.id, now, eq(sessions.id, id))
    if (ended.length > 0) record("user.sessions_ended", { userId: me.id })
  },
})

/** Ends all of one's own sessions but the present one, at their next request. */
export const endOtherSessions = operation({
  permission: "account.manage",
  input: z.strictObject({}),
  async run({ tx, actor, now, record }) {
    const me = personOf(actor)
    const ended = await endSessions(tx, me.id, now, ne(sessions.id, me.sessionId))
    if (ended.length > 0) record("user.sessions_ended", { userId: me.id })
  },
})

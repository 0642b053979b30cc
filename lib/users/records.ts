import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm"
import type { Database, Transaction } from "../../db/client"
import { passwordLinks, sessions, users } from "../../db/schema"
import { AppError, notFound } from "../core/errors"
import { hashToken, newToken } from "../core/tokens"

const LINK_LASTS_MS = 24 * 60 * 60_000

export type User = typeof users.$inferSelect

/** The user, locked until the transaction ends. Throws not_found. */
export async function lockUser(tx: Transaction, id: string): Promise<User> {
  const [user] = await tx.select().from(users).where(eq(users.id, id)).for("update")
  if (!user) throw notFound("user")
  return user
}

/** The user with this id. Throws not_found. */
export async function userById(db: Database, id: string): Promise<User> {
  const [user] = await db.select().from(users).where(eq(users.id, id))
  if (!user) throw notFound("user")
  return user
}

/** The user with this e-mail address in any case, or undefined. */
export async function userByEmail(db: Database, email: string): Promise<User | undefined> {
  const [user] = await selectByEmail(db, email)
  return user
}

/** The same, locked until the transaction ends. */
export async function lockUserByEmail(tx: Transaction, email: string): Promise<User | undefined> {
  const [user] = await selectByEmail(tx, email).for("update")
  return user
}

function selectByEmail(db: Database, email: string) {
  // Postgres does not even take a question with NUL in it.
  const wanted = email.trim().toLowerCase().replaceAll("\0", " ")
  return db
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, wanted))
}

/** Makes the one open link with which a user sets a password, good for 24 hours, and returns its token. */
export async function makePasswordLink(
  tx: Transaction,
  userId: string,
  purpose: "invite" | "reset",
  now: Date,
) {
  const token = newToken()
  await tx
    .update(passwordLinks)
    .set({ usedAt: now })
    .where(and(eq(passwordLinks.userId, userId), isNull(passwordLinks.usedAt)))
  const expiresAt = new Date(now.getTime() + LINK_LASTS_MS)
  await tx
    .insert(passwordLinks)
    .values({ userId, purpose, tokenHash: hashToken(token), createdAt: now, expiresAt })
  return token
}

/** Ends all sessions of a user, or those that `which` tells, at their next request, and returns their ids. */
export function endSessions(tx: Transaction, userId: string, now: Date, which?: SQL) {
  return tx
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt), which))
    .returning({ id: sessions.id })
}

/**
 * The user and whether they are the last active admin. Locks them together with all active admins in one order, so
 * that admins who shut each other out at once take turns. Throws not_found.
 */
export async function lockUserAmongAdmins(tx: Transaction, id: string) {
  const rows = await tx
    .select()
    .from(users)
    .where(or(eq(users.id, id), and(eq(users.role, "admin"), isNull(users.deactivatedAt))))
    .orderBy(users.id)
    .for("update")
  const user = rows.find((row) => row.id === id)
  if (!user) throw notFound("user")
  return { user, isLastAdmin: isActiveAdmin(user) && rows.filter(isActiveAdmin).length === 1 }
}

const isActiveAdmin = ({ role, deactivatedAt }: User) => role === "admin" && !deactivatedAt

/** Why the last active admin is neither demoted nor deactivated. */
export const lastAdminStays = () => new AppError("conflict", "The last active admin must stay.")

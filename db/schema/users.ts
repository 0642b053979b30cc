import { sql } from "drizzle-orm"
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core"
import { createdAt, id, moment, updatedAt } from "./columns"

export const users = pgTable(
  "users",
  {
    id: id(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: text("role", { enum: ["admin", "staff"] }).notNull(),
    passwordHash: text("password_hash"),
    failedSignIns: integer("failed_sign_ins").notNull().default(0),
    lockedUntil: moment("locked_until"),
    deactivatedAt: moment("deactivated_at"),
    lastSignInAt: moment("last_sign_in_at"),
    /** The sealed secret of the authenticator app; it counts from the moment a code of it was first shown. */
    totpSecret: text("totp_secret"),
    totpConfirmedAt: moment("totp_confirmed_at"),
    /** The time step of the last code that was used, so that none is used twice. */
    totpLastStep: integer("totp_last_step"),
    /** The sealed PIN with which staff leave the kiosk's screen. */
    sealedPin: text("sealed_pin"),
    theme: text("theme", { enum: ["system", "light", "dark"] })
      .notNull()
      .default("system"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("users_email_key").on(sql`lower(${t.email})`),
    check("users_role_known", sql`${t.role} in ('admin', 'staff')`),
  ],
)

export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    userAgent: text("user_agent"),
    createdAt: createdAt(),
    lastSeenAt: moment("last_seen_at").notNull(),
    endedAt: moment("ended_at"),
  },
  (t) => [index("sessions_open").on(t.userId).where(sql`${t.endedAt} is null`)],
)

export const passwordLinks = pgTable(
  "password_links",
  {
    id: id(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    tokenHash: text("token_hash").notNull().unique("password_links_token_key"),
    purpose: text("purpose", { enum: ["invite", "reset"] }).notNull(),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
  },
  (t) => [uniqueIndex("password_links_one_open").on(t.userId).where(sql`${t.usedAt} is null`)],
)

export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    id: id(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    codeHash: text("code_hash").notNull(),
    createdAt: createdAt(),
    usedAt: moment("used_at"),
  },
  (t) => [uniqueIndex("recovery_codes_once").on(t.userId, t.codeHash)],
)

export const apiKeys = pgTable(
  "api_keys",
  {
    id: id(),
    name: text("name").notNull(),
    role: text("role", { enum: ["admin", "staff"] }).notNull(),
    keyHash: text("key_hash").notNull().unique("api_keys_hash_key"),
    hint: text("hint").notNull(),
    createdAt: createdAt(),
    lastUsedAt: moment("last_used_at"),
    revokedAt: moment("revoked_at"),
  },
  (t) => [check("api_keys_role_known", sql`${t.role} in ('admin', 'staff')`)],
)

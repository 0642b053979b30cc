import { and, asc, desc, eq, isNull, sql } from "drizzle-orm"
import { z } from "zod"
import { consents } from "../../db/schema"
import { startOfDay } from "../core/clock"
import { invalid } from "../core/errors"
import { uuid } from "../core/fields"
import { operation, query } from "../core/operation"
import { findClient, lockClient } from "./records"
import { ConsentInput } from "./schema"

/**
 * Records that a client consents: who said so, how and on which day. Consenting twice changes nothing. Throws invalid for a day
 * to come.
 */
export const grantConsent = operation({
  permission: "consents.manage",
  input: ConsentInput,
  async run(
    { tx, now, today, timeZone, record },
    { clientId, kind, givenBy = null, how = null, day = today },
  ) {
    await lockClient(tx, clientId)
    if (day > today) throw invalid("day", "This day is still to come.")
    const grantedAt = day === today ? now : startOfDay(day, timeZone)
    const made = await tx
      .insert(consents)
      .values({ clientId, kind, givenBy, how, grantedAt })
      .onConflictDoNothing()
      .returning({ id: consents.id })
    if (made.length > 0) record("consent.granted", { kind, givenBy, ...(how && { how }), day }, { clientId })
  },
})

/** Ends a consent and keeps that it was given. Changes nothing when there is none. */
export const revokeConsent = operation({
  permission: "consents.manage",
  input: ConsentInput.pick({ clientId: true, kind: true }),
  async run({ tx, now, record }, { clientId, kind }) {
    await lockClient(tx, clientId)
    const ended = await tx
      .update(consents)
      .set({ revokedAt: sql`greatest(${consents.grantedAt}, ${now.toISOString()}::timestamptz)` })
      .where(and(eq(consents.clientId, clientId), eq(consents.kind, kind), isNull(consents.revokedAt)))
      .returning({ id: consents.id })
    if (ended.length > 0) record("consent.revoked", { kind }, { clientId })
  },
})

/** A client's consents, the ended ones too; newest first within a kind. */
export const listConsents = query({
  permission: "clients.read",
  input: z.strictObject({ clientId: uuid }),
  async run({ db }, { clientId }) {
    await findClient(db, clientId)
    return db
      .select()
      .from(consents)
      .where(eq(consents.clientId, clientId))
      .orderBy(asc(consents.kind), desc(consents.grantedAt))
  },
})

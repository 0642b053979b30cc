import { and, desc, eq, inArray, isNull } from "drizzle-orm"
import { z } from "zod"
import type { Database } from "../../db/client"
import { apiKeys, events } from "../../db/schema"
import type { Actor } from "../core/actor"
import { notFound } from "../core/errors"
import { requiredText, uuid } from "../core/fields"
import { only } from "../core/only"
import { operation, query } from "../core/operation"
import { hashToken, newToken } from "../core/tokens"
import type { EventType } from "../events"

/** So often the last use of a key is written down. */
const NOTED_EVERY_MS = 60_000

type Doer = Pick<typeof events.$inferSelect, "actorKind" | "actorName">

/** Makes an API key and returns it: the only time it is seen, for only its hash is kept. */
export const createApiKey = operation({
  permission: "api_keys.manage",
  input: z.strictObject({
    name: requiredText(100, "Enter a name."),
    role: z.enum(["admin", "staff"], "Choose admin or staff."),
  }),
  async run({ tx, now, record }, { name, role }) {
    const key = `bec_${newToken()}`
    const { id } = only(
      await tx
        .insert(apiKeys)
        .values({ name, role, keyHash: hashToken(key), hint: key.slice(-4), createdAt: now })
        .returning({ id: apiKeys.id }),
    )
    record("api_key.created", { apiKeyId: id, name, role })
    return { id, key }
  },
})

/** Ends an API key from its next use on. Throws not_found when it was ended already. */
export const revokeApiKey = operation({
  permission: "api_keys.manage",
  input: z.strictObject({ id: uuid }),
  async run({ tx, now, record }, { id }) {
    const [gone] = await tx
      .update(apiKeys)
      .set({ revokedAt: now })
      .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
      .returning({ name: apiKeys.name })
    if (!gone) throw notFound("API key")
    record("api_key.revoked", { apiKeyId: id, name: gone.name })
  },
})

/** All API keys, newest first, with who made and who revoked each, without anything that opens a door. */
export const listApiKeys = query({
  permission: "api_keys.manage",
  input: z.strictObject({}),
  async run({ db }) {
    const rows = await db.select().from(apiKeys).orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    const about = await db
      .select()
      .from(events)
      .where(inArray(events.type, ["api_key.created", "api_key.revoked"]))
    const whoDid = (type: EventType, id: string): Doer | null => {
      const event = about.find((one) => one.type === type && one.data.apiKeyId === id)
      return event ? { actorKind: event.actorKind, actorName: event.actorName } : null
    }
    return rows.map(({ keyHash, ...key }) => ({
      ...key,
      madeBy: whoDid("api_key.created", key.id),
      revokedBy: whoDid("api_key.revoked", key.id),
    }))
  },
})

/** The actor behind an API key, or null when it is unknown or revoked. Notes the use, at most once a minute. */
export async function actorOfKey(db: Database, key: string, now: Date): Promise<Actor | null> {
  const [found] = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.keyHash, hashToken(key)), isNull(apiKeys.revokedAt)))
    .prepare("api_key_behind")
    .execute()
  if (!found) return null
  const { id, name, role, lastUsedAt } = found
  if (!lastUsedAt || now.getTime() - lastUsedAt.getTime() >= NOTED_EVERY_MS)
    await db.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.id, id))
  return { kind: "api_key", id, name, role }
}

import { and, desc, eq, isNull } from "drizzle-orm"
import { v7 } from "uuid"
import { z } from "zod"
import { webhookTargets } from "../../db/schema"
import { notFound } from "../core/errors"
import { uuid } from "../core/fields"
import { operation, query } from "../core/operation"
import { outgoingTypes } from "../events"
import { giveUpAll } from "./records"
import { sampleOf } from "./samples"
import { newSecret, sealedSecret } from "./secrets"
import { targetUrl } from "./targets"

const event = z.enum(outgoingTypes, "This event is not known.")

/** Subscribes a program to one type of event (REST hooks) and returns the secret: the only time it is seen. */
export const subscribe = operation({
  permission: "hooks.subscribe",
  input: z.strictObject({ targetUrl, event }),
  async run({ tx, actor, now, sealer, record }, { targetUrl: url, event: type }) {
    const [id, secret] = [v7(), newSecret()]
    const name = `${new URL(url).host}: ${type}`.slice(0, 60)
    await tx.insert(webhookTargets).values({
      id,
      name,
      url,
      types: [type],
      source: "subscription",
      apiKeyId: actor.kind === "api_key" ? actor.id : null,
      sealedSecret: sealedSecret(sealer, id, secret),
      createdAt: now,
    })
    record("webhook_target.added", { targetId: id, name })
    return { id, secret }
  },
})

/** Ends a subscription. Throws not_found for one that ended, and for a target that is none. */
export const unsubscribe = operation({
  permission: "hooks.subscribe",
  input: z.strictObject({ id: uuid }),
  async run({ tx, now, record }, { id }) {
    // First the deliveries, as who delivers: in the other order each could wait for the other.
    await giveUpAll(tx, now, id)
    const [gone] = await tx
      .update(webhookTargets)
      .set({ removedAt: now })
      .where(
        and(
          eq(webhookTargets.id, id),
          eq(webhookTargets.source, "subscription"),
          isNull(webhookTargets.removedAt),
        ),
      )
      .returning({ name: webhookTargets.name })
    if (!gone) throw notFound("subscription")
    record("webhook_target.removed", { targetId: id, name: gone.name })
  },
})

/** The subscriptions that events go out to, the newest first; an API key sees its own, a person all. */
export const listSubscriptions = query({
  permission: "hooks.subscribe",
  input: z.strictObject({}),
  async run({ db, actor }) {
    const rows = await db
      .select({
        id: webhookTargets.id,
        targetUrl: webhookTargets.url,
        types: webhookTargets.types,
        createdAt: webhookTargets.createdAt,
      })
      .from(webhookTargets)
      .where(
        and(
          eq(webhookTargets.source, "subscription"),
          isNull(webhookTargets.removedAt),
          actor.kind === "api_key" ? eq(webhookTargets.apiKeyId, actor.id) : undefined,
        ),
      )
      .orderBy(desc(webhookTargets.createdAt), desc(webhookTargets.id))
    return rows.map(({ types, ...row }) => ({ ...row, event: types?.[0] ?? "" }))
  },
})

/** What an event of this type looks like, about somebody who does not exist. */
export const eventSample = query({
  permission: "hooks.subscribe",
  input: z.strictObject({ event }),
  run: async ({ now }, { event: type }) => [sampleOf(type, now)],
})

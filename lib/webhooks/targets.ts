import { and, eq, isNull } from "drizzle-orm"
import { v7 } from "uuid"
import { z } from "zod"
import type { Transaction } from "../../db/client"
import { deliveries, webhookTargets } from "../../db/schema"
import { changesBetween } from "../core/changes"
import { AppError, notFound } from "../core/errors"
import { requiredText, uuid } from "../core/fields"
import { eventRow, type Inside, insertEvents, operation } from "../core/operation"
import { outgoingTypes } from "../events"
import { bodyOf } from "./payload"
import { giveUpAll } from "./records"
import { newSecret, sealedSecret } from "./secrets"

/** For so long messages are signed with the old secret too, after it was changed. */
const FORMER_COUNTS_MS = 24 * 3_600_000

const name = requiredText(60, "Enter a name.")
/** An address to which events can be sent. */
export const targetUrl = requiredText(2000, "Enter an address.").refine(
  (text) => URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol),
  "Enter an address that begins with https://.",
)
const url = targetUrl
const types = z.array(z.enum(outgoingTypes, "This event is not known.")).min(1, "Choose an event.").nullable()
const ById = z.strictObject({ id: uuid })

/** Adds a target and returns its secret: the only time it is seen. Null for `types` means all events. */
export const addTarget = operation({
  permission: "hooks.manage",
  input: z.strictObject({ name, url, types: types.default(null) }),
  async run({ tx, now, sealer, record }, target) {
    const [id, secret] = [v7(), newSecret()]
    await tx.insert(webhookTargets).values({
      ...target,
      id,
      source: "page",
      sealedSecret: sealedSecret(sealer, id, secret),
      createdAt: now,
    })
    record("webhook_target.added", { targetId: id, name: target.name })
    return { id, secret }
  },
})

/** Changes a target's name, address or events. Throws not_found, and conflict for the one of the settings. */
export const updateTarget = operation({
  permission: "hooks.manage",
  input: z.strictObject({ id: uuid, name: name.optional(), url: url.optional(), types: types.optional() }),
  async run({ tx, record }, { id, ...wanted }) {
    const current = await lockOwn(tx, id)
    const fields = changesBetween(current, wanted)
    if (Object.keys(fields).length === 0) return
    await tx.update(webhookTargets).set(wanted).where(eq(webhookTargets.id, id))
    record("webhook_target.updated", { targetId: id, name: wanted.name ?? current.name, fields })
  },
})

/** Switches a target on or off; what waits for it goes on once it is on again. Throws not_found. */
export const switchTarget = operation({
  permission: "hooks.manage",
  input: z.strictObject({ id: uuid, on: z.boolean() }),
  async run({ tx, now, record }, { id, on }) {
    const target = await lockTarget(tx, id)
    if (on === (target.switchedOffAt === null)) return
    const state = on
      ? { switchedOffAt: null, offBecause: null, failingSince: null }
      : { switchedOffAt: now, offBecause: "hand" as const }
    await tx.update(webhookTargets).set(state).where(eq(webhookTargets.id, id))
    record("webhook_target.switched", { targetId: id, name: target.name, on, because: "hand" })
  },
})

/**
 * Gives a target a new secret and returns it; for a day messages are signed with the old one, too. Throws not_found, and
 * conflict for the one of the settings.
 */
export const rotateSecret = operation({
  permission: "hooks.manage",
  input: ById,
  async run({ tx, now, sealer, record }, { id }) {
    const target = await lockOwn(tx, id)
    const secret = newSecret()
    await tx
      .update(webhookTargets)
      .set({
        sealedSecret: sealedSecret(sealer, id, secret),
        sealedFormerSecret: target.sealedSecret,
        formerSecretUntil: new Date(now.getTime() + FORMER_COUNTS_MS),
      })
      .where(eq(webhookTargets.id, id))
    record("webhook_target.secret_changed", { targetId: id, name: target.name })
    return { secret }
  },
})

/** Removes a target for good; what waits for it is given up. Throws not_found, and conflict for the one of the settings. */
export const removeTarget = operation({
  permission: "hooks.manage",
  input: ById,
  async run({ tx, now, record }, { id }) {
    // First the deliveries, as who delivers: in the other order each could wait for the other.
    await giveUpAll(tx, now, id)
    const { name } = await lockOwn(tx, id)
    await tx.update(webhookTargets).set({ removedAt: now }).where(eq(webhookTargets.id, id))
    record("webhook_target.removed", { targetId: id, name })
  },
})

/** Sends a target an event that means nothing, at once, and returns the id of its delivery. Throws not_found. */
export const sendTest = operation({
  permission: "hooks.manage",
  input: ById,
  async run(inside, { id: targetId }) {
    const { tx, now, within } = inside
    const target = await lockTarget(tx, targetId)
    const [id, eventId] = [v7(), v7()]
    const row = eventRow(within, "webhook_target.tested", { targetId, name: target.name })
    await insertEvents(tx, [{ ...row, id: eventId }])
    const body = bodyOf({ id: eventId, type: "test", occurredAt: now }, { message: "A test of BEC CRM" })
    const delivery = { id, targetId, eventId, type: "test", body, state: "waiting" as const }
    await tx.insert(deliveries).values({ ...delivery, nextTryAt: now, createdAt: now })
    return { id }
  },
})

/** What stands in the settings is a target like any other: made, moved or removed as they say. Changes nothing else. */
export const keepTargetOfSetting = operation({
  permission: "hooks.deliver",
  input: z.strictObject({ url: url.nullable(), secret: z.string().min(1).nullable() }),
  async run(inside, { url, secret }) {
    const { tx, now, sealer } = inside
    const [current] = await tx
      .select()
      .from(webhookTargets)
      .where(and(eq(webhookTargets.source, "setting"), isNull(webhookTargets.removedAt)))
      .for("update")
    if (!url || !secret) {
      if (current)
        await tx.update(webhookTargets).set({ removedAt: now }).where(eq(webhookTargets.id, current.id))
      return
    }
    const id = current?.id ?? v7()
    const kept = { url, sealedSecret: sealedSecret(sealer, id, secret) }
    if (current) await tx.update(webhookTargets).set(kept).where(eq(webhookTargets.id, id))
    else await add(inside, id, kept)
  },
})

async function add({ tx, now, record }: Inside, id: string, kept: { url: string; sealedSecret: string }) {
  const name = "Zapier (settings)"
  const made = await tx
    .insert(webhookTargets)
    .values({ ...kept, id, name, source: "setting", createdAt: now })
    .onConflictDoNothing()
    .returning({ id: webhookTargets.id })
  if (made.length > 0) record("webhook_target.added", { targetId: id, name })
}

/** The target with this id, locked. Throws not_found for one that was removed. */
export async function lockTarget(tx: Transaction, id: string) {
  const [target] = await tx
    .select()
    .from(webhookTargets)
    .where(and(eq(webhookTargets.id, id), isNull(webhookTargets.removedAt)))
    .for("no key update")
  if (!target) throw notFound("target")
  return target
}

/** The target of the settings is made, changed and removed by them alone. */
async function lockOwn(tx: Transaction, id: string) {
  const target = await lockTarget(tx, id)
  if (target.source === "setting")
    throw new AppError("conflict", "This target is set by ZAPIER_CATCH_HOOK_URL, and is changed there.")
  return target
}

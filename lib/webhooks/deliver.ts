import { and, asc, eq, isNull, lte, notInArray, type SQL, sql } from "drizzle-orm"
import { v7 } from "uuid"
import { z } from "zod"
import type { Transaction } from "../../db/client"
import { deliveries, deliveryTries, webhookTargets } from "../../db/schema"
import { log } from "../core/log"
import { metrics } from "../core/metrics"
import { type Inside, operation } from "../core/operation"
import { spanning } from "../core/trace"
import { mayGoOut } from "../messages/hours"
import { messageTypes } from "../messages/schema"
import { giveUpAll } from "./records"
import { nextTry } from "./retries"
import { secretsOf } from "./secrets"
import { type Rules, type Sent, send } from "./send"
import { signedHeaders } from "./sign"

/** A target at which nothing arrived for so long is switched off. */
const FAILING_TOO_LONG_MS = 5 * 86_400_000

const DeliverInput = z.strictObject({
  /** Whether targets on this machine and in private networks are allowed. */
  privateTargets: z.boolean().default(false),
  /** `dev_log` writes that something would be sent into the log, and sends nothing. */
  mode: z.enum(["production", "dev_log"]).default("production"),
  patienceMs: z.number().int().positive().optional(),
  /** `working`: nothing for targets at which nothing arrives at present, so that waiting for them holds nobody else up. */
  targets: z.enum(["all", "working"]).default("all"),
})

/**
 * Sends the delivery that is due longest, if there is one, and notes what became of it. Its row stays locked while the
 * receiver is asked, so nobody sends it meanwhile; whoever dies over it leaves it as it was, to be sent again. A message
 * that could not be sent before the evening waits for the morning. Returns whether there was one.
 */
export const deliverNext = operation({
  permission: "hooks.deliver",
  input: DeliverInput,
  async run(inside, { mode, targets, ...rules }) {
    const due = await lockDue(inside, targets)
    if (!due) return false
    const started = performance.now()
    const sent = mode === "dev_log" ? logged(due.delivery) : await signAndSend(inside, due, rules)
    await note(inside.tx, inside.now, due.delivery.id, sent, Math.round(performance.now() - started))
    await conclude(inside, due, sent)
    metrics().deliveries.inc({ outcome: outcomeOf(sent) })
    return true
  },
})

type Due = NonNullable<Awaited<ReturnType<typeof lockDue>>>
type Logged = { status: null; fault: "dev_log" }
type Unsigned = { status: null; fault: "no_secret" }
type Came = Sent | Logged | Unsigned

async function lockDue({ tx, now, timeZone }: Inside, targets: "all" | "working") {
  const [due] = await tx
    .select({ delivery: deliveries, target: webhookTargets })
    .from(deliveries)
    .innerJoin(webhookTargets, eq(webhookTargets.id, deliveries.targetId))
    .where(
      and(
        eq(deliveries.state, "waiting"),
        lte(deliveries.nextTryAt, now),
        isNull(webhookTargets.switchedOffAt),
        isNull(webhookTargets.removedAt),
        targets === "working" ? isNull(webhookTargets.failingSince) : undefined,
        mayGoOut(now, timeZone) ? undefined : notInArray(deliveries.type, messageTypes),
      ),
    )
    .orderBy(asc(deliveries.nextTryAt))
    .limit(1)
    .for("update", { of: deliveries, skipLocked: true })
  return due
}

/** A target whose secret cannot be read fails like one that does not answer, so that no other waits behind it. */
function signAndSend(inside: Inside, { delivery, target }: Due, rules: Rules): Promise<Sent> | Unsigned {
  const secrets = secretsOf(inside, target)
  if (secrets.length === 0) return { status: null, fault: "no_secret" }
  const body = Buffer.from(delivery.body ?? "", "utf8")
  const headers = signedHeaders(secrets, delivery.eventId, inside.now, body)
  return spanning("POST webhook", "client", async (span) => {
    const sent = await send({ url: target.url, body, headers }, rules)
    const came =
      sent.status === null ? { "error.type": sent.fault } : { "http.response.status_code": sent.status }
    span?.say("POST webhook", { "webhook.event": delivery.type, "webhook.target.id": target.id, ...came })
    return sent
  })
}

/** Who it is about stays out of the log. */
function logged({ eventId, type }: Due["delivery"]): Logged {
  log().info({ eventId, type }, "an event would be sent")
  return { status: null, fault: "dev_log" }
}

function outcomeOf(sent: Came): string {
  if (sent.status === null) return sent.fault
  return sent.status >= 200 && sent.status < 300 ? "delivered" : sent.status === 410 ? "gone" : "refused"
}

function note(tx: Transaction, now: Date, deliveryId: string, sent: Came, tookMs: number) {
  const came = sent.status === null ? { fault: sent.fault } : { status: sent.status, answer: sent.answer }
  return tx.insert(deliveryTries).values({ id: v7(), deliveryId, triedAt: now, tookMs, ...came })
}

async function conclude({ tx, now, record }: Inside, { delivery, target }: Due, sent: Came) {
  const tries = delivery.tries + 1
  const arrived = sent.status === null ? sent.fault === "dev_log" : sent.status >= 200 && sent.status < 300
  if (arrived) {
    await change(tx, delivery.id, { tries, state: "delivered", finishedAt: now })
    await changeTarget(tx, target.id, { lastSuccessAt: now, failingSince: null })
    return
  }
  const gone = sent.status === 410
  const retryAfter = sent.status === null ? null : sent.retryAfter
  const next = gone ? null : nextTry(tries, now, retryAfter, Math.random())
  if (next) await change(tx, delivery.id, { tries, nextTryAt: next })
  else await change(tx, delivery.id, { tries, state: "dead", finishedAt: now })
  const since = target.failingSince ?? now
  const tooLong = now.getTime() - since.getTime() > FAILING_TOO_LONG_MS
  const because = gone ? "gone" : tooLong ? "failing" : null
  // A program that subscribed and says so has ended its subscription.
  const ended = gone && target.source === "subscription"
  if (ended) await giveUpAll(tx, now, target.id)
  await changeTarget(tx, target.id, {
    ...(ended && { removedAt: now }),
    failingSince: sql`coalesce(${webhookTargets.failingSince}, ${now.toISOString()}::timestamptz)`,
    ...(because && { switchedOffAt: now, offBecause: because }),
  })
  if (because)
    record("webhook_target.switched", { targetId: target.id, name: target.name, on: false, because })
}

const change = (tx: Transaction, id: string, to: Partial<typeof deliveries.$inferInsert>) =>
  tx.update(deliveries).set(to).where(eq(deliveries.id, id))

type TargetChange = Omit<Partial<typeof webhookTargets.$inferInsert>, "failingSince"> & {
  failingSince?: SQL | null
}

const changeTarget = (tx: Transaction, id: string, to: TargetChange) =>
  tx.update(webhookTargets).set(to).where(eq(webhookTargets.id, id))

import { eq } from "drizzle-orm"
import { v7 } from "uuid"
import type { z } from "zod"
import { kioskDevices, kioskEntries } from "../../db/schema"
import { type Arrival, enterVisit } from "../check-ins/enter-visit"
import { checkInByKey } from "../check-ins/records"
import { tabletOf } from "../core/actor"
import { AppError, invalid } from "../core/errors"
import { authorize, type Context, type Inside, operation } from "../core/operation"
import { openSealed } from "./box"
import type { SyncAnswer, Way } from "./contract"
import { entryPurpose } from "./entries"
import { peopleBehind } from "./find"
import { EntryInput, SyncInput } from "./schema"
import { redeemTicket } from "./tickets"

/** Two measures of the tablet's clock that differ by more than this make the time of an entry uncertain. */
const CERTAIN_WITHIN_MS = 2 * 60_000

/** An entry older than this is left to a person: twice and more what a tablet must keep. */
const OLDEST_MS = 30 * 86_400_000

type Entry = z.output<typeof EntryInput>["entry"]
type Given = { way: Way; value: string }
type Reason = "nobody" | "several" | "unreadable" | "too_old"
type Whose = { clientId: string; issuedAt?: Date } | { reason: Reason; given: Given | null }

/**
 * Takes what a tablet kept while there was no network, each entry by itself and once, however often it is sent. Returns
 * the keys of those that are safe here; the tablet sends the others again.
 */
export async function sync(ctx: Context, raw: z.input<typeof SyncInput>): Promise<SyncAnswer> {
  authorize(ctx.actor, "kiosk.use")
  const parsed = SyncInput.safeParse(raw)
  if (!parsed.success) throw invalid("entries", "Send the tablet's clock and at most 50 entries.")
  const { clock, entries } = parsed.data
  const kept: string[] = []
  for (const entry of entries) kept.push(...(await tryEntry(ctx, { clock, entry })))
  return { kept }
}

/** One entry that cannot be taken must not keep those behind it from coming. */
async function tryEntry(ctx: Context, input: unknown): Promise<string[]> {
  try {
    return [(await takeEntry(ctx, input as z.input<typeof EntryInput>)).key]
  } catch (error) {
    if (error instanceof AppError && error.kind === "invalid") return []
    throw error
  }
}

/**
 * One entry: a visit at the moment it happened, or, where it cannot be told whose it is, an entry that waits for staff.
 * `clock` is the tablet's clock as it sends it.
 */
export const takeEntry = operation({
  permission: "kiosk.use",
  input: EntryInput,
  async run(inside, { clock, entry }) {
    const { key } = entry
    if (await isKnown(inside, key)) return { key }
    const said = arrivalOf(entry, clock, inside.now)
    const whose = await whoseIs(inside, entry, said)
    const since = await knownSince(inside, whose)
    // A tablet that is let in now says nothing of before; neither does a ticket of what was before it was given out.
    const isBefore = said.happenedAt.getTime() < since.getTime() - CERTAIN_WITHIN_MS
    const arrival = { ...said, timeUncertain: said.timeUncertain || isBefore }
    if ("reason" in whose) await keepForStaff(inside, key, whose, arrival)
    else await enter(inside, key, whose.clientId, arrival)
    return { key }
  },
})

/** When it happened by the server's clock, from what the tablet's clock was off by at their last contact, or is now. */
function arrivalOf({ at, offset, heard, elapsed }: Entry, clock: number, now: Date): Arrival {
  const offsetNow = now.getTime() - clock
  const used = offset ?? offsetNow
  const moment = at + used
  return {
    happenedAt: new Date(Math.max(0, Math.min(moment, now.getTime()))),
    clockOffsetSeconds: withinColumn(used / 1000),
    timeUncertain:
      Math.abs(used - offsetNow) > CERTAIN_WITHIN_MS ||
      moment - now.getTime() > CERTAIN_WITHIN_MS ||
      // A clock that was set wrong and right again in between is found out by the last contact and by the steady clock.
      (isNumber(heard) && moment < heard - CERTAIN_WITHIN_MS) ||
      (isNumber(heard) && isNumber(elapsed) && Math.abs(heard + elapsed - moment) > CERTAIN_WITHIN_MS),
  }
}

const isNumber = (value: number | null | undefined): value is number => typeof value === "number"

/** Since when the tablet, or the ticket, can have known of the client. */
async function knownSince({ tx, actor }: Inside, whose: Whose): Promise<Date> {
  const [device] = await tx
    .select({ pairedAt: kioskDevices.pairedAt })
    .from(kioskDevices)
    .where(eq(kioskDevices.id, tabletOf(actor).id))
  const times = [device?.pairedAt, "issuedAt" in whose ? whose.issuedAt : undefined]
  return new Date(Math.max(0, ...times.flatMap((time) => time?.getTime() ?? [])))
}

const withinColumn = (seconds: number) =>
  Math.round(Math.max(-2_147_483_647, Math.min(2_147_483_647, seconds)))

async function whoseIs(inside: Inside, entry: Entry, { happenedAt }: Arrival): Promise<Whose> {
  const given = "ticket" in entry ? null : await openSealed(inside.tx, inside.sealer, entry)
  if (inside.now.getTime() - happenedAt.getTime() > OLDEST_MS) return { reason: "too_old", given }
  if ("ticket" in entry) return byTicket(inside, entry, happenedAt)
  if (!given) return { reason: "unreadable", given }
  const [first, ...others] = await peopleBehind({ ...inside, db: inside.tx }, given, happenedAt)
  if (!first) return { reason: "nobody", given }
  return others.length > 0 ? { reason: "several", given } : { clientId: first.id }
}

async function byTicket(
  inside: Inside,
  { ticket, key }: { ticket: string; key: string },
  happenedAt: Date,
): Promise<Whose> {
  try {
    return await redeemTicket(inside, ticket, key, happenedAt)
  } catch (error) {
    if (error instanceof AppError) return { reason: "unreadable", given: null }
    throw error
  }
}

async function enter(inside: Inside, idempotencyKey: string, clientId: string, arrival: Arrival) {
  const { id: deviceId, station } = tabletOf(inside.actor)
  try {
    await enterVisit(inside, { clientId, idempotencyKey, station, kiosk: { deviceId, arrival } })
  } catch (error) {
    // The client was deleted since, or the key was used for somebody else: a person must look.
    if (!(error instanceof AppError)) throw error
    await keepForStaff(inside, idempotencyKey, { reason: "nobody", given: null }, arrival)
  }
}

async function keepForStaff(
  { tx, actor, sealer, now, record }: Inside,
  key: string,
  { reason, given }: { reason: Reason; given: Given | null },
  { happenedAt, clockOffsetSeconds, timeUncertain }: Arrival,
) {
  const id = v7()
  const made = await tx
    .insert(kioskEntries)
    .values({
      id,
      key,
      deviceId: tabletOf(actor).id,
      way: given?.way ?? null,
      sealedGiven: given && sealer.seal(given.value, entryPurpose(id)),
      reason,
      happenedAt,
      clockOffsetSeconds,
      // Rather a clock that began anew than a tablet that kept it for so long.
      timeUncertain: timeUncertain || reason === "too_old",
      receivedAt: now,
    })
    .onConflictDoNothing({ target: kioskEntries.key })
    .returning({ id: kioskEntries.id })
  if (made.length > 0) record("kiosk_entry.kept", { entryId: id, reason })
}

async function isKnown({ tx }: Inside, key: string): Promise<boolean> {
  const waiting = await tx.$count(kioskEntries, eq(kioskEntries.key, key))
  return waiting > 0 || (await checkInByKey(tx, key)) !== undefined
}

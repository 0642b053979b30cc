import { lockWhoStayed } from "../clients/records"
import { type Actor, idOf } from "../core/actor"
import { dateIn } from "../core/clock"
import { AppError } from "../core/errors"
import { formatTime } from "../core/format"
import type { Inside } from "../core/operation"
import { checkInWarning } from "../coverage/words"
import { findVisitAndCoverage, insertCheckIn, isWithinVisit, type NewCheckIn } from "./records"
import { rememberRepeat, visitRepeated } from "./repeats"

/**
 * What is known of an entry that a tablet had kept. One whose time is uncertain, or that falls into another visit of its
 * day, is marked for a second look.
 */
export type Arrival = { happenedAt: Date; clockOffsetSeconds: number; timeUncertain: boolean }

export type Entering = {
  clientId: string
  idempotencyKey: string
  station?: string | null
  notes?: string | null
  /** The tablet it was made at; with the times, for one that reached the server later than it happened. */
  kiosk?: { deviceId: string; arrival?: Arrival }
}

/**
 * Checks a client in, covered or not, now or when the tablet says it happened. Returns the visit, the coverage on its
 * day, what to tell the desk, and whether this was a repeat: the same key, or the same client within 5 minutes, gives the
 * visit that is there already. Throws not_found, and conflict when the key was used for another client.
 */
export async function enterVisit(inside: Inside, entering: Entering) {
  const { tx, actor, now, timeZone, record } = inside
  const { idempotencyKey, station = null, notes = null, kiosk } = entering
  const moment = kiosk?.arrival?.happenedAt ?? now
  const day = dateIn(moment, timeZone)
  // The lock makes check-ins of one client take turns, so that each sees the one before.
  const clientId = await lockWhoStayed(tx, entering.clientId)
  const row = await newVisit()
  const made = await insertCheckIn(tx, row, day)
  const { visit, coverage } = made ?? (await findVisitAndCoverage(tx, await idOfRepeated(), day))
  const name = `${visit.firstName} ${visit.lastName}`
  if (made) tell()
  const warning = checkInWarning(coverage, day)
  return { visit, coverage, warning, duplicate: !made, message: message() }

  async function idOfRepeated() {
    const earlier = await visitRepeated(tx, row)
    if (earlier?.clientId !== clientId)
      throw new AppError("conflict", "This idempotency key was used for another client.")
    if (earlier.idempotencyKey !== idempotencyKey) await rememberRepeat(tx, idempotencyKey, earlier.id)
    return earlier.id
  }

  async function newVisit(): Promise<NewCheckIn> {
    return {
      clientId,
      idempotencyKey,
      station,
      notes,
      method: kiosk ? "kiosk" : methodOf(actor),
      checkedInAt: moment,
      ...madeBy(actor),
      ...(kiosk && { deviceId: kiosk.deviceId }),
      ...(kiosk?.arrival && {
        receivedAt: now,
        clockOffsetSeconds: kiosk.arrival.clockOffsetSeconds,
        // Without the network nobody can leave: who was here already may have meant to.
        needsReview: kiosk.arrival.timeUncertain || (await isWithinVisit(tx, clientId, moment, timeZone)),
      }),
    }
  }

  function tell() {
    const { id: checkInId, method } = visit
    record("check_in.created", { checkInId, method, station, status: coverage.status }, { clientId })
  }

  function message() {
    if (visit.removal) return `This check-in of ${name} was taken back.`
    if (!made) return `${name} was already checked in at ${formatTime(visit.checkedInAt, timeZone)}.`
    return [`${name} is checked in.`, warning].filter(Boolean).join(" ")
  }
}

const methodOf = (actor: Actor) => (actor.kind === "api_key" ? "api" : "staff")

function madeBy(actor: Actor) {
  if (actor.kind === "api_key") return { apiKeyId: idOf(actor) }
  return actor.kind === "user" ? { userId: idOf(actor) } : {}
}

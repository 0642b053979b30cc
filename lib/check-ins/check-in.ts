import { completed, lockClient } from "../clients/records"
import { type Actor, idOf } from "../core/actor"
import { AppError } from "../core/errors"
import { formatTime } from "../core/format"
import { only } from "../core/only"
import { operation } from "../core/operation"
import { checkInWarning } from "../coverage/words"
import { checkInByKey, findCheckIn, insertCheckIns, rememberRepeat, visitAround } from "./records"
import { CheckInInput } from "./schema"

/**
 * Checks a client in, covered or not, and returns the visit, the client, what to tell the desk, and whether this was
 * a repeat: the same key, or the same client within 5 minutes, gives the visit that is there already.
 * Throws not_found, and conflict when the key was used for another client.
 */
export const checkIn = operation({
  permission: "check_ins.create",
  input: CheckInInput,
  async run({ tx, actor, now, today, timeZone, record }, input) {
    const { clientId, idempotencyKey, station = null, notes = null } = input
    // The lock makes check-ins of one client take turns, so that the look back sees the one before.
    const client = only(await completed(tx, [await lockClient(tx, clientId)], today))
    const { coverage, firstName } = client
    const earlier = await latestOrSame()
    const visit = earlier ?? (await write())
    const warning = checkInWarning(coverage, today)
    return { visit, client, warning, duplicate: Boolean(earlier), message: message() }

    async function latestOrSame() {
      const same = await checkInByKey(tx, idempotencyKey)
      if (same && same.clientId !== clientId) throw keyTaken()
      if (same) return same
      const near = await visitAround(tx, clientId, now)
      if (near) await rememberRepeat(tx, idempotencyKey, near.id)
      return near
    }

    async function write() {
      const method = methodOf(actor)
      const [made] = await insertCheckIns(tx, [
        { clientId, idempotencyKey, station, notes, method, checkedInAt: now, ...madeBy(actor) },
      ])
      if (!made) throw keyTaken()
      record(
        "check_in.created",
        { checkInId: made.id, method, station, status: coverage.status },
        { clientId },
      )
      return findCheckIn(tx, made.id)
    }

    function message() {
      if (visit.removal) return `This check-in of ${firstName} was taken back.`
      if (earlier) return `${firstName} was already checked in at ${formatTime(visit.checkedInAt, timeZone)}.`
      return [`${firstName} is checked in.`, warning].filter(Boolean).join(" ")
    }
  },
})

const keyTaken = () => new AppError("conflict", "This idempotency key was used for another client.")

const methodOf = (actor: Actor) => (actor.kind === "api_key" ? "api" : "staff")

const madeBy = (actor: Actor) =>
  actor.kind === "api_key" ? { apiKeyId: idOf(actor) } : { userId: idOf(actor) }

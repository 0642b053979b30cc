import type { ChangeSet } from "../core/changes"
import { formatDate } from "../core/format"
import { changesInWords, type Sentences } from "../core/told"
import { statusNames } from "../coverage/names"
import type { Status } from "../coverage/status"
import { joined } from "./words"

/** What is said of each event about memberships, plans and renewals. */
export const membershipSentences: Sentences<"membership" | "plan" | "renewal"> = {
  "membership.created": ({ planCode, startsOn, endsOn, renewalOf }) => ({
    did: `${renewalOf ? "renewed" : "added"} ${nameOf(planCode)}, from ${formatDate(startsOn)} to ${formatDate(endsOn)}`,
  }),
  "membership.updated": ({ planCode, fields, reason }) => {
    const what = changeInWords(nameOf(planCode), fields)
    return { did: reason ? `${what}: ${reason}` : what }
  },
  "membership.status_changed": ({ from, to }) => ({
    did: `saw the status change from ${statusName(from)} to ${statusName(to)}`,
  }),
  "membership.welcome": () => ({ did: "sent the welcome message" }),
  "membership.expiring_30d": () => ({ did: "sent the message about the end of the membership" }),
  "plan.created": ({ name }) => ({ did: `added the plan ${name}` }),
  "plan.updated": ({ name, fields }) => ({
    did: `changed the plan ${name}`,
    changes: changesInWords(fields, fieldNames),
  }),
  "renewal.followed_up": ({ coverageEndsOn, fields }) => ({
    did: `noted about the renewal after ${formatDate(coverageEndsOn)}`,
    changes: changesInWords(fields, fieldNames),
  }),
}

const statusName = (status: string) => statusNames[status as Status] ?? status

const fieldNames: Record<string, string> = {
  contactedOn: "Contacted on",
  promised: "Promised",
  note: "Note",
  name: "Name",
  lengthValue: "Length",
  lengthUnit: "Unit",
  retired: "Retired",
}

/** A plan by its code: `10_hours` as `10 Hours`. */
const nameOf = (code: unknown) =>
  String(code)
    .replaceAll("_", " ")
    .replace(/(^|\s)\S/g, (letter) => letter.toUpperCase())

const day = (value: unknown) => (typeof value === "string" ? formatDate(value) : "—")

function changeInWords(plan: string, fields: ChangeSet): string {
  const { cancelledFrom, endsOn, ...others } = fields
  const parts: string[] = []
  if (cancelledFrom)
    parts.push(
      cancelledFrom.to === null
        ? `took back the cancellation of ${plan} from ${day(cancelledFrom.from)}`
        : `cancelled ${plan} from ${day(cancelledFrom.to)}`,
    )
  if (endsOn) {
    const did = String(endsOn.to) > String(endsOn.from) ? "extended" : "shortened"
    parts.push(`${did} ${plan} to ${day(endsOn.to)} (before: ${day(endsOn.from)})`)
  }
  const moved = [
    others.planCode && `the plan from ${nameOf(others.planCode.from)} to ${nameOf(others.planCode.to)}`,
    others.startsOn && `the first day from ${day(others.startsOn.from)} to ${day(others.startsOn.to)}`,
    others.externalId &&
      `the external id from ${others.externalId.from ?? "none"} to ${others.externalId.to ?? "none"}`,
  ].filter(Boolean) as string[]
  if (moved.length > 0) parts.push(`changed ${joined(moved)}${others.planCode ? "" : ` of ${plan}`}`)
  return joined(parts)
}

import { and, eq, gte, lte, ne } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import { memberships } from "../../db/schema"
import { AppError } from "../core/errors"
import { selectMemberships } from "./records"
import { overlaps, type Term } from "./status"
import { overlapInWords } from "./words"

type Days = { startsOn: string; holdsUntil: string | null }

/** The client's other memberships that count on some day of `days`, the earliest first. */
export function overlapping(tx: Transaction, clientId: string, days: Days, except?: string) {
  return selectMemberships(tx)
    .where(
      and(
        eq(memberships.clientId, clientId),
        lte(memberships.startsOn, days.holdsUntil ?? "-infinity"),
        gte(memberships.holdsUntil, days.startsOn),
        except ? ne(memberships.id, except) : undefined,
      ),
    )
    .orderBy(memberships.startsOn, memberships.id)
}

/** Throws conflict, naming what is there already, when a new membership of these days overlaps another. */
export async function askAboutOverlap(tx: Transaction, clientId: string, { startsOn, endsOn }: Term) {
  askAbout(await overlapping(tx, clientId, { startsOn, holdsUntil: endsOn }))
}

/** The same for a membership that is changed; what it overlapped before is not asked about again. */
export async function askAboutMore(
  tx: Transaction,
  before: Days & { id: string; clientId: string },
  after: Days,
) {
  const others = await overlapping(tx, before.clientId, after, before.id)
  askAbout(others.filter((other) => !overlaps(before, other)))
}

function askAbout(others: Parameters<typeof overlapInWords>[0]) {
  if (others.length === 0) return
  const message = overlapInWords(others)
  throw new AppError("conflict", message, { fields: [{ field: "overlap", message }] })
}

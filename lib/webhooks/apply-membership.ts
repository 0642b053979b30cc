import { and, desc, eq, isNotNull, isNull } from "drizzle-orm"
import { inboundEvents, memberships, plans } from "../../db/schema"
import { addDays, type CalendarDate, daysBetween } from "../core/clock"
import { AppError } from "../core/errors"
import { formatDate } from "../core/format"
import type { Context } from "../core/operation"
import { amendMembership } from "../memberships/amend"
import { enroll } from "../memberships/enroll"
import { type Membership, selectMemberships } from "../memberships/records"
import { renew } from "../memberships/renew"
import type { Did } from "./apply"
import { asKnownHere } from "./as-known-here"
import { InboundTerm } from "./schema"

type Done = { membershipId: string | null; did: Did[] }

/**
 * Gives the membership, unless it is there: the same plan from the same day. The same id of the sender with a later term is the
 * next term of what it names, as subscriptions have one id for all their months.
 */
export async function applyCreation(ctx: Context, clientId: string, term: InboundTerm): Promise<Done> {
  const { plan_code: planCode, starts_on: startsOn, ends_on: endsOn, external_id: externalId } = term
  if (!startsOn) throw new AppError("invalid", "First day: The first day is missing.")
  const { repeated, continued } = await termMeant(ctx, clientId, term)
  if (repeated) return { membershipId: repeated.id, did: [] }
  if (continued) return continueTerm(ctx, continued, term)
  const { id } = await enroll(ctx, { clientId, planCode, startsOn, endsOn, externalId })
  return { membershipId: id, did: ["membership_created"] }
}

/**
 * Continues what the id of the sender names, else the client's latest membership of the plan, once for each term. Somebody
 * decides where that one was continued already to another day. Without one to continue, the membership is given.
 */
export async function applyRenewal(ctx: Context, clientId: string, term: InboundTerm): Promise<Done> {
  const { repeated, continued } = await termMeant(ctx, clientId, term)
  if (repeated) return { membershipId: repeated.id, did: [] }
  const [latest] = continued ? [continued] : await ofPlan(ctx, clientId, term.plan_code)
  return latest ? continueTerm(ctx, latest, term) : applyCreation(ctx, clientId, term)
}

/** The id of the sender goes over to the new term: whoever names it means the latest. */
async function continueTerm(ctx: Context, latest: Membership, term: InboundTerm): Promise<Done> {
  const { membership, duplicate } = await renew(ctx, {
    membershipId: latest.id,
    planCode: term.plan_code,
    ...withoutOverlap(latest, term),
  })
  if (duplicate)
    throw new AppError(
      "conflict",
      `This membership was renewed already, until ${formatDate(membership.endsOn)}.`,
    )
  const { external_id: externalId } = term
  if (externalId && latest.externalId === externalId)
    await amendMembership(ctx, { id: latest.id, changes: { externalId: null } })
  if (externalId) await amendMembership(ctx, { id: membership.id, changes: { externalId } })
  return { membershipId: membership.id, did: ["membership_renewed"] }
}

/** Who pays early loses no day: a term that would begin within the running one begins the day after it, as long as it was. */
function withoutOverlap(latest: Membership, { starts_on: startsOn, ends_on: endsOn }: InboundTerm) {
  const next = addDays(latest.endsOn, 1)
  if (!startsOn || startsOn >= next || latest.cancelledAt)
    return { startsOn: startsOn ?? undefined, endsOn: endsOn ?? undefined }
  const moved = endsOn ? addDays(endsOn, daysBetween(startsOn, next)) : undefined
  return { startsOn: next, endsOn: moved }
}

/** Cancels from the day on which it was said, or from the first day of one that has not begun. */
export async function applyCancellation(
  ctx: Context,
  clientId: string,
  { external_id, plan_code }: { external_id: string | null; plan_code: string | null },
  from: CalendarDate,
): Promise<Done> {
  const found = external_id ? await byExternalId(ctx, external_id) : undefined
  const [latest] = found ? [found] : plan_code ? await ofPlan(ctx, clientId, plan_code) : []
  if (latest?.clientId !== clientId) throw new AppError("not_found", "This client has no such membership.")
  if (latest.cancelledAt) return { membershipId: latest.id, did: [] }
  if (from > latest.endsOn)
    throw new AppError("conflict", `It ended on ${formatDate(latest.endsOn)} already.`)
  const cancelledFrom = from < latest.startsOn ? latest.startsOn : from
  await amendMembership(ctx, {
    id: latest.id,
    changes: { cancelledFrom },
    reason: "Cancelled through Zapier",
  })
  return { membershipId: latest.id, did: ["membership_cancelled"] }
}

/**
 * Which membership an event repeats or continues. The same plan from the same day is a repeat; so is a term that an earlier event
 * told with the same days, though it may have begun later, behind the running one. The same id with other days, or with none in a
 * renewal, is its next term.
 */
async function termMeant(ctx: Context, clientId: string, term: InboundTerm) {
  const known = term.external_id ? await byExternalId(ctx, term.external_id) : undefined
  if (known && known.clientId !== clientId)
    throw new AppError("conflict", "Another client has the membership with this id.")
  const repeated = (await alike(ctx, clientId, term)) ?? (await toldBefore(ctx, clientId, term))
  return repeated || !known ? { repeated } : { continued: known }
}

/** The membership that came of an earlier event about the same days; what events said is kept for 30 days. */
async function toldBefore(
  ctx: Context,
  clientId: string,
  term: InboundTerm,
): Promise<Membership | undefined> {
  if (!term.starts_on) return
  const { db } = ctx
  const events = await db
    .select({ membershipId: inboundEvents.membershipId, data: inboundEvents.data })
    .from(inboundEvents)
    .where(
      and(
        eq(inboundEvents.clientId, clientId),
        eq(inboundEvents.state, "processed"),
        isNotNull(inboundEvents.membershipId),
        isNotNull(inboundEvents.data),
      ),
    )
  const terms = await Promise.all(
    events.map(async ({ membershipId, data }) => {
      const { data: read } = InboundTerm.safeParse(await asKnownHere(ctx, data?.membership))
      return { membershipId, read }
    }),
  )
  const told = terms.find(
    ({ read }) =>
      read?.plan_code === term.plan_code &&
      read.starts_on === term.starts_on &&
      read.ends_on === term.ends_on,
  )
  if (!told?.membershipId) return
  const [found] = await selectMemberships(db).where(
    and(eq(memberships.id, told.membershipId), isNull(memberships.cancelledAt)),
  )
  return found
}

async function alike({ db }: Context, clientId: string, term: InboundTerm): Promise<Membership | undefined> {
  if (!term.starts_on) return
  const [found] = await selectMemberships(db).where(
    and(
      eq(memberships.clientId, clientId),
      eq(plans.code, term.plan_code),
      eq(memberships.startsOn, term.starts_on),
      term.ends_on ? eq(memberships.endsOn, term.ends_on) : undefined,
      isNull(memberships.cancelledAt),
    ),
  )
  return found
}

/** The client's memberships of a plan that count, the latest first. */
function ofPlan({ db }: Context, clientId: string, planCode: string): Promise<Membership[]> {
  return selectMemberships(db)
    .where(and(eq(memberships.clientId, clientId), eq(plans.code, planCode), isNull(memberships.cancelledAt)))
    .orderBy(desc(memberships.endsOn), desc(memberships.id))
}

async function byExternalId({ db }: Context, externalId: string): Promise<Membership | undefined> {
  const [found] = await selectMemberships(db).where(eq(memberships.externalId, externalId))
  return found
}

import { lt } from "drizzle-orm"
import { v4 } from "uuid"
import type { Transaction } from "../../db/client"
import { kioskUsedTickets } from "../../db/schema"
import { tabletOf } from "../core/actor"
import type { Sealer } from "../core/crypto"
import { AppError } from "../core/errors"
import type { Inside, Reading } from "../core/operation"
import { keptSetting, settingFrom } from "../settings/records"

/** So long a ticket is good: longer than anybody may stand at the tablet without being asked whether they are there. */
const LASTS_MS = 15 * 60_000

/** A ticket is forgotten this long after it ran out: by then no tablet keeps an entry with it. */
const FORGOTTEN_AFTER_MS = 90 * 86_400_000

type Ticket = { id: string; clientId: string; issuedAt: number }
type Undo = { came: string[]; left: string[]; issuedAt: number }

/** The tablet is still let in, but this ticket says nothing (any more). */
export class TicketRefused extends AppError {
  constructor() {
    super("unauthenticated", "Please start over.")
  }
}

/** A ticket that stands for the client: of this tablet alone, for one use, and unreadable outside. */
export function issueTicket({ actor, sealer, now }: Reading, clientId: string): string {
  const ticket: Ticket = { id: v4(), clientId, issuedAt: now.getTime() }
  return sealer.seal(JSON.stringify(ticket), purposeOf("ticket", tabletOf(actor).id))
}

/**
 * The client behind a ticket, which is used up for every other key; with the same key it may come again. With it comes
 * what the centre does when their coverage has ended. Throws TicketRefused when the ticket is altered, another tablet's,
 * used, or older than 15 minutes at `moment`.
 */
export async function redeemTicket(inside: Inside, sealed: string, key: string, moment = inside.now) {
  const ticket = opened<Ticket>(inside.sealer, sealed, purposeOf("ticket", tabletOf(inside.actor).id))
  if (moment.getTime() - ticket.issuedAt > LASTS_MS) throw new TicketRefused()
  const kept = await markUsed(inside.tx, ticket, key)
  return {
    clientId: ticket.clientId,
    issuedAt: new Date(ticket.issuedAt),
    whenExpired: settingFrom("kioskExpiredClients", kept),
  }
}

async function markUsed(tx: Transaction, { id, issuedAt }: Ticket, key: string): Promise<unknown> {
  const expiresAt = new Date(issuedAt + FORGOTTEN_AFTER_MS)
  const [used] = await tx
    .insert(kioskUsedTickets)
    .values({ id, key, expiresAt })
    // Changes nothing, and so gives back the key of a ticket that was used before.
    .onConflictDoUpdate({ target: kioskUsedTickets.id, set: { id } })
    .returning({ key: kioskUsedTickets.key, whenExpired: keptSetting("kioskExpiredClients") })
    .prepare("ticket_used")
    .execute()
  if (used?.key !== key) throw new TicketRefused()
  return used.whenExpired
}

/** Forgets tickets that nobody can use any more. */
export const forgetTickets = (tx: Transaction, now: Date) =>
  tx.delete(kioskUsedTickets).where(lt(kioskUsedTickets.expiresAt, now))

/** With what this tablet takes back visits that it just began or ended; null when it did neither. */
export function issueUndo({ actor, sealer, now }: Inside, done: Pick<Undo, "came" | "left">): string | null {
  if (done.came.length + done.left.length === 0) return null
  const undo: Undo = { ...done, issuedAt: now.getTime() }
  return sealer.seal(JSON.stringify(undo), purposeOf("undo", tabletOf(actor).id))
}

/** The ids of the visits behind an undo ticket. Throws TicketRefused as `redeemTicket` does; it may come again. */
export function openUndo({ actor, sealer, now }: Inside, sealed: string, lastsMs: number): Undo {
  const undo = opened<Undo>(sealer, sealed, purposeOf("undo", tabletOf(actor).id))
  if (now.getTime() - undo.issuedAt > lastsMs) throw new TicketRefused()
  return undo
}

const purposeOf = (what: "ticket" | "undo", deviceId: string) => `kiosk ${what} of ${deviceId}`

function opened<T>(sealer: Sealer, sealed: string, purpose: string): T {
  try {
    return JSON.parse(sealer.unseal(sealed, purpose)) as T
  } catch {
    throw new TicketRefused()
  }
}

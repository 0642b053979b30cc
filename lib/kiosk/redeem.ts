import type { Inside } from "../core/operation"
import { redeemTicket } from "./tickets"

type Asked = { ticket: string; key: string }

/** Whom the tickets stand for, in the one order in which everybody locks clients, so that nobody waits in a circle. */
export async function redeemAll(inside: Inside, asked: Asked[]): Promise<(Asked & { clientId: string })[]> {
  const people = []
  for (const one of asked) people.push({ ...one, clientId: await redeemTicket(inside, one.ticket, one.key) })
  return people.toSorted((a, b) => (a.clientId < b.clientId ? -1 : 1))
}

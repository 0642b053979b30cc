import type { Inside } from "../core/operation"
import { redeemTicket } from "./tickets"

type Asked = { ticket: string; key: string }

/** Whom the tickets stand for, in the one order in which everybody locks clients, so that nobody waits in a circle. */
export async function redeemAll(inside: Inside, asked: Asked[]) {
  const people = []
  for (const { ticket, key } of asked) people.push({ key, ...(await redeemTicket(inside, ticket, key)) })
  return people.toSorted((a, b) => (a.clientId < b.clientId ? -1 : 1))
}

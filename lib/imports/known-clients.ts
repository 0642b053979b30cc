import { and, inArray, isNull } from "drizzle-orm"
import type { Transaction } from "../../db/client"
import { clients } from "../../db/schema"
import { type ClientRecord, clientColumns } from "../clients/records"

/** Those of the clients who are not deleted, by id, locked in one order until the transaction ends. */
export async function lockClients(tx: Transaction, ids: string[]): Promise<Map<string, ClientRecord>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select(clientColumns)
    .from(clients)
    .where(and(inArray(clients.id, ids), isNull(clients.deletedAt)))
    .orderBy(clients.id)
    .for("no key update")
  return new Map(rows.map((row) => [row.id, row]))
}

/** Those of the UCI numbers that a client has who is not deleted. */
export async function takenNumbers(tx: Transaction, numbers: string[]): Promise<Set<string>> {
  if (numbers.length === 0) return new Set()
  const rows = await tx
    .select({ number: clients.uciNumber })
    .from(clients)
    .where(and(inArray(clients.uciNumber, numbers), isNull(clients.deletedAt)))
  return new Set(rows.map(({ number }) => String(number)))
}

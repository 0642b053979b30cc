import { and, inArray, isNull, sql } from "drizzle-orm"
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

/** Writes clients as they stand in `rows`, thousands at once. */
export async function updateClients(tx: Transaction, rows: ClientRecord[]): Promise<void> {
  await tx.execute(sql`
    update clients c set
      first_name = r."firstName", last_name = r."lastName", email = r.email, phone = r.phone,
      date_of_birth = r."dateOfBirth", parent_guardian_name = r."parentGuardianName", uci_number = r."uciNumber",
      service_coordinator = r."serviceCoordinator", pos_start_date = r."posStartDate", pos_end_date = r."posEndDate",
      language = r.language, notes = r.notes, version = r.version, updated_at = r."updatedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
      id uuid, "firstName" text, "lastName" text, email text, phone text, "dateOfBirth" date,
      "parentGuardianName" text, "uciNumber" text, "serviceCoordinator" text, "posStartDate" date,
      "posEndDate" date, language text, notes text, version int, "updatedAt" timestamptz)
    where c.id = r.id`)
}

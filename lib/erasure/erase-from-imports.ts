import { sql } from "drizzle-orm"
import type { Transaction } from "../../db/client"

/**
 * Erases what the rows of imports hold of a client: rows that became theirs, and rows that name them by UCI number, or by
 * name and date of birth, phone or e-mail. Those that were not written yet are left out of the import. The files go, too, since
 * they hold the same: at once, or when an import that still needs its file is over.
 */
export async function eraseFromImports(tx: Transaction, clientId: string): Promise<void> {
  const files = await tx.execute<{ import_id: string }>(sql`
    with theirs as (
      select r.import_id, r.line from import_rows r, clients c
      where c.id = ${clientId}::uuid and (r.client_id = c.id or ${names("r", "c")})),
    erased as (
      update import_rows r set input = null, changes = null, uci_number = null, name_key = null,
        outcome = coalesce(outcome, 'skipped'),
        problems = case when outcome is null then '[{"field": null, "value": "", "message": "The personal data was erased."}]'::jsonb end
      from theirs where r.import_id = theirs.import_id and r.line = theirs.line
      returning r.import_id)
    select distinct import_id from erased`)
  if (files.length === 0) return
  const ids = files.map(({ import_id }) => import_id)
  await tx.execute(sql`update imports set file_to_erase = true where id in ${ids}`)
  await tx.execute(sql`
    delete from import_chunks where import_id in (
      select id from imports where id in ${ids} and state in ('done', 'undone', 'failed'))`)
}

/** Whether a row, as it was read or in what was wrong with it, names the client. */
function names(row: string, client: string) {
  const [r, c] = [sql.raw(row), sql.raw(client)]
  const cell = (field: string) => sql`(${r}.input -> 'client' ->> ${field})`
  return sql`(${r}.uci_number = ${c}.uci_number or ${cell("uciNumber")} = ${c}.uci_number or (
    coalesce(${r}.name_key, name_fold(${cell("firstName")} || ${cell("lastName")})) = ${c}.name_key and (
      ${cell("dateOfBirth")} = ${c}.date_of_birth::text or ${cell("phone")} = ${c}.phone or ${cell("email")} = ${c}.email
      or (${r}.action = 'fail' and ${cell("dateOfBirth")} is null))))`
}

import { getTableName, sql } from "drizzle-orm"
import type { PgTable } from "drizzle-orm/pg-core"
import type { Transaction } from "../../db/client"
import {
  checkIns,
  clientNotes,
  clients,
  clientTags,
  consents,
  contactMethods,
  memberships,
  tags,
  users,
} from "../../db/schema"
import { AppError } from "../core/errors"
import { eventRow, type Inside, operation } from "../core/operation"
import { moveCheckIns } from "./check-ins"
import { moveClients } from "./clients"
import { type Table, tableNames } from "./columns"
import { moveConsents } from "./consents"
import { moveContactMethods } from "./contact-methods"
import { moveMemberships } from "./memberships"
import type { Move } from "./move"
import { moveNotes } from "./notes"
import { readPredecessor, type Source } from "./read"
import { columnsUsed, newTally, type Reconciliation, requireReconciled } from "./reconciliation"
import { writeRemarks } from "./remarks"
import { MigrateInput } from "./schema"
import { moveClientTags, moveTags } from "./tags"
import { moveUsers, type UserLink } from "./users"

/** The mark by which the events of the move are told from all others. */
const REQUEST_ID = "migrate-from-krc"

const tablesHere: Record<Table, PgTable> = {
  users,
  clients,
  memberships,
  check_ins: checkIns,
  client_notes: clientNotes,
  tags,
  client_tags: clientTags,
  contact_methods: contactMethods,
  consents,
}

/**
 * Moves everything from the predecessor's database into this one, all or nothing, and returns what was counted, changed and
 * left out, and for each user the token of the link with which they set a password. A dry run does the same and takes it
 * back; it gives no links. Throws conflict when clients are here already, unless that is asked for.
 */
export const migrateFromKrc = operation({
  permission: "krc.migrate",
  input: MigrateInput,
  async run(inside, input): Promise<{ reconciliation: Reconciliation; links: UserLink[] }> {
    const { tx, record } = inside
    // Nobody else writes meanwhile, another move neither: the counts before and after differ by this one alone.
    await tx.execute(
      sql`lock table ${sql.join(Object.values(tablesHere), sql`, `)} in share row exclusive mode`,
    )
    if (!input.intoNonEmpty && (await countIn(tx, clients)) > 0)
      throw new AppError("conflict", "There are clients in this database already. Nothing was moved.")
    return readPredecessor(input.url, async (source) => {
      const move = { ...inside, source, timeZone: inside.timeZone, writtenIn: input.timeZone }
      if (input.dryRun) return { reconciliation: await takenBack(move), links: [] }
      const { reconciliation, links } = await moveEverything(move)
      record("krc.migrated", { tables: reconciliation.tables })
      return { reconciliation, links }
    })
  },
})

type Beginning = Inside & { source: Source; writtenIn: string }

/** What a move would do: it is done and rolled back. */
async function takenBack(beginning: Beginning): Promise<Reconciliation> {
  const back = new Error("rolled back")
  let reconciliation: Reconciliation | undefined
  const attempt = beginning.tx.transaction(async (tx) => {
    reconciliation = { ...(await moveEverything({ ...beginning, tx })).reconciliation, dryRun: true }
    throw back
  })
  await attempt.catch((error) => {
    if (error !== back) throw error
  })
  if (!reconciliation) throw new Error("a dry run ends with a reconciliation")
  return reconciliation
}

async function moveEverything(beginning: Beginning) {
  const { tx, source } = beginning
  const tally = newTally()
  const before = await countsHere(tx)
  for (const table of tableNames) tally.count[table].there = await source.count(table)
  const move: Move = {
    ...{ ...beginning, tally, present: await idsHere(tx, before), remarks: new Map() },
    ...{ users: new Map(), clients: new Map(), tags: new Map() },
    event: (...what) => eventRow({ ...beginning, requestId: REQUEST_ID }, ...what),
  }
  const links = await moveUsers(move)
  await moveClients(move)
  await moveContactMethods(move)
  await moveMemberships(move)
  await moveCheckIns(move)
  await moveNotes(move)
  await moveTags(move)
  await moveClientTags(move)
  await moveConsents(move)
  await writeRemarks(move)
  const after = await countsHere(tx)
  for (const table of tableNames) tally.count[table].here = after[table] - before[table]
  requireReconciled(tally.count)
  const reconciliation = {
    ...{ dryRun: false, tables: tally.count, columns: columnsUsed(source.choice) },
    ...tally.findings(),
  }
  return { reconciliation, links }
}

async function countsHere(tx: Transaction): Promise<Record<Table, number>> {
  const counts: [Table, number][] = []
  for (const table of tableNames) counts.push([table, await countIn(tx, tablesHere[table])])
  return Object.fromEntries(counts) as Record<Table, number>
}

async function countIn(tx: Transaction, table: PgTable): Promise<number> {
  return tx.$count(table)
}

async function idsHere(tx: Transaction, counts: Record<Table, number>): Promise<Record<Table, Set<string>>> {
  const ids: [Table, Set<string>][] = []
  for (const table of tableNames) {
    const hasIds = counts[table] > 0 && table !== "client_tags"
    const rows = hasIds
      ? await tx.execute<{ id: string }>(
          sql`select id from ${sql.identifier(getTableName(tablesHere[table]))}`,
        )
      : []
    ids.push([table, new Set(rows.map(({ id }) => id))])
  }
  return Object.fromEntries(ids) as Record<Table, Set<string>>
}

import { type Choice, type Table, tableNames } from "./columns"

/** What happened to some rows: how many, and which, by their ids there, where that needs a look. */
export type Finding = { table: Table; what: string; count: number; ids: string[] }

/** Rows of one table: `there` = `moved` + `leftOut`, and the new rows here = `moved` + `added`. */
export type Counts = { there: number; moved: number; leftOut: number; added: number; here: number }

export type Reconciliation = {
  dryRun: boolean
  tables: Record<Table, Counts>
  columns: { table: Table; used: [field: string, column: string][]; ignored: string[] }[]
  changed: Finding[]
  leftOut: Finding[]
}

export type Tally = ReturnType<typeof newTally>

/** Counts what happens to the predecessor's rows, to be compared with what lies in both databases. */
export function newTally() {
  const count = Object.fromEntries(
    tableNames.map((table) => [table, { there: 0, moved: 0, leftOut: 0, added: 0, here: 0 }]),
  ) as Record<Table, Counts>
  const [changed, leftOut] = [new Map<string, Finding>(), new Map<string, Finding>()]
  const note = (findings: Map<string, Finding>, table: Table, what: string, id?: string) => {
    const key = `${table} ${what}`
    const finding = findings.get(key) ?? { table, what, count: 0, ids: [] }
    finding.count++
    if (id !== undefined) finding.ids.push(id)
    findings.set(key, finding)
  }
  return {
    count,
    /** Rows that stand here as well now. */
    moved: (table: Table, rows: number) => {
      count[table].moved += rows
    },
    /** Rows here that no single row there stands for. */
    added: (table: Table, rows: number) => {
      count[table].added += rows
    },
    changed: (table: Table, what: string, id?: string) => note(changed, table, what, id),
    leftOut(table: Table, why: string, id: string) {
      count[table].leftOut++
      note(leftOut, table, why, id)
    },
    findings: () => ({ changed: [...changed.values()], leftOut: [...leftOut.values()] }),
  }
}

/** The columns that were used and those that were not, table by table. */
export const columnsUsed = ({ columns, ignored }: Choice): Reconciliation["columns"] =>
  tableNames.map((table) => ({ table, used: [...columns[table]], ignored: ignored[table] }))

/** Throws when the counts do not add up: a bug, after which nothing may be kept. */
export function requireReconciled(counts: Record<Table, Counts>): void {
  for (const table of tableNames) {
    const { there, moved, leftOut, added, here } = counts[table]
    if (there !== moved + leftOut || here !== moved + added)
      throw new Error(
        `${table} does not add up: ${there} there, ${moved} moved, ${leftOut} left out, ${added} added, ${here} new here`,
      )
  }
}

const IDS_SHOWN = 50

/** The reconciliation as lines for a terminal: counts, columns and ids, nothing about a person. */
export function reconciliationLines({ dryRun, tables, columns, changed, leftOut }: Reconciliation): string[] {
  const rows = tableNames.map((table) => {
    const { there, moved, leftOut, added, here } = tables[table]
    return [table, there, moved, leftOut, added, here]
  })
  return [
    dryRun ? "Dry run: this is what would happen. Nothing was kept." : "Everything was moved.",
    "",
    ...aligned([["", "there", "moved", "left out", "added", "new here"], ...rows]),
    "",
    "Columns",
    ...columns.flatMap(({ table, used, ignored }) => [
      `  ${table}: ${used.map(([field, column]) => `${column} as ${field}`).join(", ")}`,
      ...(ignored.length > 0 ? [`    not used: ${ignored.join(", ")}`] : []),
    ]),
    "",
    "Changed on the way",
    ...(changed.length > 0 ? changed.map(inWords) : ["  nothing"]),
    "",
    "Left out",
    ...(leftOut.length > 0 ? leftOut.map(inWords) : ["  nothing"]),
  ]
}

function inWords({ table, what, count, ids }: Finding): string {
  const more = ids.length > IDS_SHOWN ? ` and ${ids.length - IDS_SHOWN} more` : ""
  const which = ids.length > 0 ? ` (${ids.slice(0, IDS_SHOWN).join(", ")}${more})` : ""
  return `  ${table}: ${count.toLocaleString("en-US")} × ${what}${which}`
}

function aligned(rows: (string | number)[][]): string[] {
  const cells = rows.map((row) => row.map((cell) => cell.toLocaleString("en-US")))
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? []
  return cells.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  "),
  )
}

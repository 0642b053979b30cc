import { performance } from "node:perf_hooks"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import postgres from "postgres"
import { connect } from "../db/client"
import { migrate } from "../db/migrate"
import { advanceImport } from "../lib/imports/advance"
import { importFile, startCheck } from "../lib/imports/check"
import { loadFile } from "../lib/imports/load"
import { startImport } from "../lib/imports/run"
import { withDatabase } from "../tests/support/template"
import { leaseBenchServer } from "./data"
import { deskBesideImport } from "./desk-beside-import"
import { median, ms, seconds } from "./figures"

const EMPTY = "bench_import_empty"
const FILLED = "bench_import"
const ROWS = 100_000
const ROUNDS = 3
const ALLOWED = 4
const MOST_MEGABYTES = 400
const DESK_ALLOWED = 2

/**
 * An import of 100,000 rows from the file to the clients, in relation to COPY of the same rows into the same table with
 * its indexes and triggers, each into a new centre, in turn; then the same import by a worker beside a desk that checks
 * in. Exits with 1 above 4 times COPY, 400 MB of the worker, or twice the desk's idle p95. Needs a build.
 */
export async function benchImports(): Promise<void> {
  const lease = await leaseBenchServer()
  const admin = postgres(lease.url, { max: 1, onnotice: () => {} })
  await createDatabase(admin, EMPTY)
  await migrate(withDatabase(lease.url, EMPTY))
  const url = withDatabase(lease.url, FILLED)
  const times: Record<"copy" | "check" | "write", number[]> = { copy: [], check: [], write: [] }
  const file = Buffer.from([heading, ...Array.from({ length: ROWS }, (_, i) => csvRow(i))].join("\n"))
  for (let round = 0; round < ROUNDS; round++) {
    await createDatabase(admin, FILLED, EMPTY)
    times.copy.push(await timed(() => copy(url)))
    await createDatabase(admin, FILLED, EMPTY)
    const { context, sql, close } = centreAt(url)
    const { id } = await loadFile(context(), { fileName: "clients.csv", bytes: file })
    await startCheck(context(), { id })
    times.check.push(await timed(() => advanceImport(context, id)))
    await startImport(context(), { id })
    times.write.push(await timed(() => advanceImport(context, id)))
    const [made] = await sql`select count(*)::int as clients from clients`
    if (made?.clients !== ROWS) throw new Error(`${made?.clients} clients came of ${ROWS} rows`)
    await close()
  }
  await createDatabase(admin, FILLED, EMPTY)
  const { context, close } = centreAt(url)
  const desk = await deskBesideImport(url, context, async () => {
    return (await importFile(context(), { fileName: "clients.csv", bytes: file })).id
  })
  await close()
  await admin.end()
  await lease.release()
  report(median(times.copy), median(times.check), median(times.write), desk)
}

/** A new one each time: what Postgres knows of rows that are gone again is not what it knows of a new centre. */
async function createDatabase(admin: postgres.Sql, name: string, template = "template1") {
  await admin.unsafe(`drop database if exists ${name} with (force)`)
  await admin.unsafe(`create database ${name} template ${template}`)
}

function centreAt(url: string) {
  const connection = connect(url, { max: 5 })
  const actor = { kind: "system", name: "Benchmark" } as const
  const centre = { db: connection.db, actor, timeZone: "America/Los_Angeles", requestId: "bench" }
  return { ...connection, context: () => ({ ...centre, now: new Date() }) }
}

type Desk = Awaited<ReturnType<typeof deskBesideImport>>

function report(copied: number, checked: number, written: number, { idle, busy, memory }: Desk) {
  const ratio = (checked + written) / copied
  console.table([
    { what: "COPY into clients", time: seconds(copied), ratio: 1 },
    { what: "import: parse, validate, match", time: seconds(checked), ratio: (checked / copied).toFixed(2) },
    { what: "import: write", time: seconds(written), ratio: (written / copied).toFixed(2) },
    { what: "import: whole", time: seconds(checked + written), ratio: ratio.toFixed(2) },
  ])
  console.log(
    `Check-ins beside it, p95: ${ms(idle)} idle, ${ms(busy)} meanwhile, ratio ${(busy / idle).toFixed(2)}`,
  )
  console.log(`Most memory of the worker: ${memory.toFixed(0)} MB`)
  const missed = [
    ratio > ALLOWED && `above ${ALLOWED} times COPY`,
    memory > MOST_MEGABYTES && `above ${MOST_MEGABYTES} MB`,
    busy / idle > DESK_ALLOWED && `check-ins above ${DESK_ALLOWED} times their idle p95`,
  ].filter(Boolean)
  console.log(missed.length > 0 ? `Missed: ${missed.join(", ")}.` : "All within.")
  process.exitCode = missed.length > 0 ? 1 : 0
}

const heading =
  "first_name,last_name,email,phone,date_of_birth,parent_guardian_name,uci_number,service_coordinator,pos_start_date,pos_end_date,language,notes"

const csvRow = (i: number) =>
  `Ana${i},Reyes${i % 977},ana${i}@example.org,(661) ${200 + Math.floor(i / 10_000)}-${String(i % 10_000).padStart(4, "0")},2/14/2001,Rosa Reyes,${1_000_000 + i},Coordinator ${i % 40},1/1/2026,12/31/2026,English,Prefers a seat by the window.`

const copyRow = (i: number) =>
  [
    `00000001-0000-7000-8000-${i.toString(16).padStart(12, "0")}`,
    `Ana${i}`,
    `Reyes${i % 977}`,
    `ana${i}@example.org`,
    `+1661${200 + Math.floor(i / 10_000)}${String(i % 10_000).padStart(4, "0")}`,
    "2001-02-14",
    "Rosa Reyes",
    `${1_000_000 + i}`,
    `Coordinator ${i % 40}`,
    "2026-01-01",
    "2026-12-31",
    "English",
    "Prefers a seat by the window.",
    "{}",
    "1",
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00Z",
  ].join("\t")

/** On a connection of its own, which nothing else waits for. */
async function copy(url: string): Promise<void> {
  const sql = postgres(url, { max: 1 })
  const into =
    await sql`copy clients (id, first_name, last_name, email, phone, date_of_birth, parent_guardian_name,
    uci_number, service_coordinator, pos_start_date, pos_end_date, language, notes, external_ids, version,
    created_at, updated_at) from stdin`.writable()
  await pipeline(Readable.from(lines()), into)
  await sql.end()
}

function* lines() {
  for (let from = 0; from < ROWS; from += 1000)
    yield `${Array.from({ length: 1000 }, (_, i) => copyRow(from + i)).join("\n")}\n`
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

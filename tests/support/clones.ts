import { createHash, randomBytes } from "node:crypto"
import { hostname } from "node:os"
import postgres from "postgres"
import { appUrlBeside } from "../../db/roles"
import { withDatabase } from "./template"

// A server given by TEST_DATABASE_URL may serve several machines, whose process numbers mean nothing here.
const prefix = `bec_test_${createHash("sha256").update(hostname()).digest("hex").slice(0, 6)}`

/**
 * The urls of a database that is to be a copy of the template and belongs to this process, as the application's role and
 * as its owner's, and how to make and drop it.
 */
export function cloneOf(serverUrl: string, template: string) {
  const name = `${prefix}_${process.pid}_${randomBytes(4).toString("hex")}`
  const create = () =>
    onServer(serverUrl, (sql) => sql.unsafe(`create database ${name} template ${template}`))
  const drop = () => onServer(serverUrl, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`))
  const ownerUrl = withDatabase(serverUrl, name)
  return { url: appUrlBeside(ownerUrl), ownerUrl, create, drop }
}

/** Drops what processes that ended without dropping it have left. */
export async function sweepClones(serverUrl: string): Promise<void> {
  await onServer(serverUrl, async (sql) => {
    const clones = await sql<{ name: string }[]>`
      select datname as name from pg_database where starts_with(datname, ${`${prefix}_`})`
    for (const { name } of clones) {
      if (!isAlive(Number(name.split("_")[3])))
        await sql.unsafe(`drop database if exists ${name} with (force)`)
    }
  })
}

async function onServer(serverUrl: string, work: (sql: postgres.Sql) => Promise<unknown>) {
  const sql = postgres(serverUrl, { max: 1, onnotice: () => {} })
  try {
    await work(sql)
  } finally {
    await sql.end()
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}

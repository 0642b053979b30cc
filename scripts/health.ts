import { accessSync, constants, readFileSync } from "node:fs"
import { sql } from "drizzle-orm"
import { connect } from "../db/client"
import { env } from "../lib/env"
import { workersAt } from "../lib/schedule/workers"

/** What a container asks of its own program: `web`, or `worker` or `backup` and the file with its id. Ends with 0 or 1. */
const checks: Record<string, (file: string) => Promise<boolean>> = {
  web: serves,
  worker: works,
  backup: keeps,
}

const [program = "web", file = ""] = process.argv.slice(2)
const check = checks[program]
const healthy = await Promise.resolve(check?.(file)).catch(() => false)
if (!healthy) console.error(check ? `The ${program} is not healthy.` : `No such program: ${program}`)
process.exit(healthy ? 0 : 1)

async function serves(): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${process.env.PORT || 3000}/api/v1/healthz`)
  return answer.ok
}

/** Whether it said within a minute that it is there, which it does while it can reach the database. */
async function works(idFile: string): Promise<boolean> {
  const id = readFileSync(idFile, "utf8")
  const { db, close } = connect(env().DATABASE_URL, { max: 1 })
  const { here } = await workersAt(db, new Date()).finally(close)
  return here.some((worker) => worker.id === id)
}

/** Whether it is there, reaches the database, and may write where backups are kept. */
async function keeps(idFile: string): Promise<boolean> {
  process.kill(Number(readFileSync(idFile, "utf8")), 0)
  const { DATABASE_URL, BACKUP_DIR } = env()
  if (BACKUP_DIR) accessSync(BACKUP_DIR, constants.W_OK)
  const { db, close } = connect(DATABASE_URL, { max: 1 })
  await db.execute(sql`select 1`).finally(close)
  return true
}

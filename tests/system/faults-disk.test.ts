import { execFileSync } from "node:child_process"
import { randomUUID } from "node:crypto"
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { connect } from "../../db/client"
import { newKey } from "../../lib/backups/seal"
import { beforeTests } from "../support/before"
import { startPostgres } from "../support/postgres"
import { waitUntil } from "../support/processes"
import { signInByHttp, startServer } from "../support/server"
import { callerOf, doctorOf, healthOf, metricsToken, peopleIn } from "./fault"

/** A disk of its own, small enough to be filled; it takes root on Linux to make one. */
const folder = join(tmpdir(), `bec-disk-${randomUUID()}`)
const dataDir = join(folder, "data")
beforeAll(() => {
  mkdirSync(folder)
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=256m,mode=0711", "tmpfs", folder])
  mkdirSync(dataDir)
})
afterAll(() => {
  execFileSync("umount", [folder])
  rmSync(folder, { recursive: true })
})
const postgres = beforeTests(() =>
  startPostgres({ folder: dataDir, settings: { max_wal_size: "64MB", min_wal_size: "64MB" } }),
)
const people = beforeTests(() => peopleIn(postgres.url, 2000))
const server = beforeTests(async () =>
  startServer(postgres.url, {
    WORKER: "off",
    METRICS_TOKEN: metricsToken,
    BACKUP_DIR: folder,
    BACKUP_RECIPIENT: (await newKey()).recipient,
  }),
)
afterAll(() => server.stop?.())
const ballast = join(folder, "ballast")
const call = callerOf(server, people)

test("a full disk: writes are refused in words or wait, nothing acknowledged is lost, and room is enough to go on", async () => {
  const cookie = await signInByHttp(server.url, people.email)
  const told = new Map<string, string>()
  const refused: string[] = []
  fill()
  for (const { clientId, key } of people.guests) {
    const answer = await call("/check-ins", { client_id: clientId }, key)
    if (answer?.status === 201) told.set(key, answer.body.id)
    else refused.push(`${answer?.status} ${answer?.headers.get("retry-after")} ${answer?.body?.detail}`)
    if (refused.length === 20) break
  }
  expect(refused).toHaveLength(20)
  expect(new Set(refused)).toEqual(
    new Set([
      "503 60 Nothing can be saved just now: the server's disk is full. Please tell whoever runs it.",
    ]),
  )
  expect(await doctorOf(server, "disk.room")).toMatch(/^fail: 0 MiB \(0 %\) are free at /)
  expect((await healthOf(server))[0]).toBe(200)
  expect((await call("/clients"))?.status).toBe(200)
  expect((await fetch(`${server.url}/clients`, { headers: { cookie } })).status).toBe(200)

  rmSync(ballast)
  const next = people.guests.find(({ key }) => !told.has(key))
  await waitUntil("it takes check-ins again", async () => {
    const answer = await call("/check-ins", { client_id: next?.clientId }, next?.key)
    return answer?.status === 201
  })
  const { sql, close } = connect(postgres.ownerUrl, { max: 1 })
  const rows = await sql`select id, idempotency_key from check_ins`
  await close()
  expect(rows).toHaveLength(told.size + 1)
  for (const [key, id] of told) expect(rows.find((row) => row.idempotency_key === key)?.id).toBe(id)
})

/** To the last block. */
function fill() {
  for (let size = 2 ** 20; size >= 4096; size /= 2)
    for (;;) {
      const { bavail, bsize } = statfsSync(folder)
      if (bavail * bsize < size) break
      writeFileSync(ballast, Buffer.alloc(size), { flag: "a" })
    }
}

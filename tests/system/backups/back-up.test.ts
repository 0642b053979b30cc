import { mkdir, readdir, readFile, rename, rmdir, stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { beforeAll, expect, test, vi } from "vitest"
import { checkIns } from "@/db/schema"
import { backUp } from "@/lib/backups/back-up"
import { alone, nameBeside, onConnection } from "@/lib/backups/database"
import { checkAgain } from "@/lib/backups/keep"
import { backupState, listBackups } from "@/lib/backups/list"
import { openBackup, prove, restoreIntoScratch } from "@/lib/backups/prove"
import { lastGoodBackup } from "@/lib/backups/records"
import { newKey } from "@/lib/backups/seal"
import { sidecarsIn } from "@/lib/backups/sidecar"
import { checkIn } from "@/lib/check-ins/check-in"
import { openPlace } from "../../lib/backups/place"
import { everythingIn } from "../../lib/database"
import { addCast, addClient, inMinutes, now, openCentre } from "../../support/cast"
import { waitUntil } from "../../support/processes"

vi.setConfig({ testTimeout: 180_000 })
const centre = openCentre()
const { settings, directory, keys, home } = openPlace(centre.ownerUrl)
beforeAll(async () => {
  await addCast(centre)
})

const make = (at = now, more: Partial<typeof settings> = {}) =>
  backUp(() => centre.system({ now: at }), { ...settings, ...more })
const pathOf = ({ file }: { file: string }) => join(directory, file)
const proveFile = (path: string, with_ = keys) =>
  alone(centre.ownerUrl, async (server) => prove(server, centre.ownerUrl, await openBackup(path, with_)))
const databases = async () =>
  (await centre.sql`select datname from pg_database where datname = ${nameBeside(centre.ownerUrl, "proof")}`)
    .length

test("a backup is restored, compared and only then called good", async () => {
  const made = await make()
  expect(made).toMatchObject({ state: "good", why: null, provedAt: now.toISOString() })
  expect(made.rows).toMatchObject({ clients: 7, memberships: 6, users: 2 })
  expect((await readdir(directory)).sort()).toEqual([made.file, `${made.file}.json`])
  expect((await stat(pathOf(made))).mode & 0o777).toBe(0o600)
  expect(await proveFile(pathOf(made))).toEqual({ rows: made.rows, auditFaults: 0 })
  expect(await lastGoodBackup(centre.db)).toMatchObject({ file: made.file, takenAt: now, size: made.size })
  expect(await databases()).toBe(0)
})

test("nothing of anybody stands beside it or can be read in it without the key", async () => {
  const made = await make(inMinutes(1))
  const bytes = await readFile(pathOf(made), "latin1")
  const beside = await readFile(`${pathOf(made)}.json`, "latin1")
  for (const word of ["Maria", "Lopez", "6615550111", "kept by the tests"])
    expect(bytes + beside).not.toContain(word)
  const stranger = await newKey()
  await expect(proveFile(pathOf(made), [stranger.key])).rejects.toThrow("This key does not open it")
})

test("while others write, it holds one moment: no visit without its event, no event without its visit", async () => {
  const writing = new AbortController()
  const writers = [1, 2, 3].map(async (writer) => {
    for (let number = 0; !writing.signal.aborted; number++) {
      const { id } = await addClient(centre)
      await checkIn(centre.staff(), { clientId: id, idempotencyKey: `busy-${writer}-${number}` })
    }
  })
  await waitUntil("some were here", async () => (await centre.db.$count(checkIns)) > 5)
  const made = await make(inMinutes(2))
  writing.abort()
  await Promise.all(writers)
  expect(made.state).toBe("good")
  const counts = await alone(centre.ownerUrl, async (server) =>
    restoreIntoScratch(server, centre.ownerUrl, await openBackup(pathOf(made), keys), ({ url }) =>
      onConnection(url, async (client) => {
        const { rows } = await client.query(`select
          (select count(*)::int from check_ins) as visits,
          (select count(*)::int from events where type = 'check_in.created') as told,
          (select count(*)::int from check_ins v where not exists (
            select from events e where e.data ->> 'checkInId' = v.id::text)) as untold`)
        return rows[0]
      }),
    ),
  )
  expect(counts.visits).toBeGreaterThan(0)
  expect(counts).toEqual({ visits: made.rows.check_ins, told: made.rows.check_ins, untold: 0 })
})

test("one changed byte, anywhere, is found without the key and with it, and nothing is changed", async () => {
  const made = await make(inMinutes(3))
  const good = await readFile(pathOf(made))
  const before = await everythingIn(centre.sql)
  const header = good.indexOf("\n---") + 50
  const places = [
    ...[0, 10, 22, 30, 80, 150, 220, header - 10, header, header + 8, header + 16, header + 17],
    ...[good.length - 1, good.length - 16, good.length - 17],
    ...Array.from({ length: 10 }, () => Math.floor(Math.random() * good.length)),
  ]
  for (const at of places) {
    const bad = Buffer.from(good)
    bad[at] = (bad[at] ?? 0) ^ (1 << (at % 8))
    const path = join(home, "flipped.age")
    await writeFile(path, bad)
    await expect(proveFile(path), `byte ${at} of ${good.length}`).rejects.toMatchObject({ name: "AppError" })
  }
  const bad = Buffer.from(good)
  bad[good.length >> 1] = (bad[good.length >> 1] ?? 0) ^ 1
  await writeFile(pathOf(made), bad)
  await make(inMinutes(4))
  const [found] = (await sidecarsIn(directory)).filter(({ file }) => file === made.file)
  expect(found).toMatchObject({ state: "failed", why: expect.stringContaining("SHA-256") })
  const [told] = await centre.sql`select data from events where type = 'backup.failed'`
  expect(told?.data).toMatchObject({ file: made.file })
  expect(await everythingIn(centre.sql)).not.toBe(before)
  await writeFile(pathOf(made), good)
})

test("one that cannot be read just now stays good", async () => {
  const made = await make(inMinutes(4.5))
  const sidecar = (await sidecarsIn(directory)).find(({ file }) => file === made.file)
  await rename(pathOf(made), join(home, "away.age"))
  // Whoever reads it is told EISDIR.
  await mkdir(pathOf(made))
  await checkAgain(directory, () => inMinutes(4.6))
  expect((await sidecarsIn(directory)).find(({ file }) => file === made.file)).toEqual(sidecar)
  await rmdir(pathOf(made))
  await rename(join(home, "away.age"), pathOf(made))
})

test("rows that are missing, other or of no table are found, and nothing comes of them", async () => {
  const made = await make(inMinutes(5))
  const spoil = async (change: (archive: Awaited<ReturnType<typeof openBackup>>) => object) =>
    alone(centre.ownerUrl, async (server) => {
      const archive = await openBackup(pathOf(made), keys)
      return restoreIntoScratch(server, centre.ownerUrl, Object.assign(archive, change(archive)), ({ url }) =>
        onConnection(url, (client) => client.query("select")),
      )
    })
  const without = (table: string, { pieces }: Awaited<ReturnType<typeof openBackup>>) => ({
    pieces: (async function* () {
      for await (const piece of pieces) {
        if (piece.table === table) for await (const _ of piece.rows);
        else yield piece
      }
    })(),
  })
  await expect(spoil((archive) => without("events", archive))).rejects.toThrow(
    /events \(\d+ rows then, 0 restored\)/,
  )
  await expect(spoil((archive) => without("users", archive))).rejects.toThrow("SQLSTATE 23503")
  await expect(
    spoil(({ about }) => ({
      about: { ...about, tables: about.tables.filter(({ name }) => name !== "events") },
    })),
  ).rejects.toThrow("rows of a table in it that it does not name")
  await expect(
    spoil(({ totals }) => ({
      totals: () => {
        const all = totals()
        return { ...all, contents: { ...all.contents, users: { rows: 2, digest: "1" } } }
      },
    })),
  ).rejects.toThrow("users (other values)")
  await expect(
    spoil(({ about }) => ({ about: { ...about, migrations: [...about.migrations, 9_000_000_000_000] } })),
  ).rejects.toThrow("newer version")
  expect(await databases()).toBe(0)
})

test("a proof that fails is told, with its reason, and the old backups stay", async () => {
  const before = await sidecarsIn(directory)
  await centre.sql`create table odd (amount money)`
  await centre.sql`insert into odd values (1)`
  const failing = make(inMinutes(6), { keep: { days: 1, weeks: 0, months: 0 } })
  await expect(failing).rejects.toMatchObject({ kind: "unavailable" })
  await centre.sql`drop table odd`
  const after = await sidecarsIn(directory)
  expect(after).toHaveLength(before.length + 1)
  expect(after[0]).toMatchObject({
    state: "failed",
    provedAt: null,
    why: expect.stringContaining("table odd"),
  })
  const { good, late, why } = await backupState(centre.admin({ now: inMinutes(7) }), {})
  expect([good?.file, late, why]).toEqual([
    before.find(({ state }) => state === "good")?.file,
    false,
    after[0]?.why,
  ])
})

test("a directory that cannot be written to is named, and what was half written is gone", async () => {
  await writeFile(join(home, "in-the-way"), "")
  await expect(make(inMinutes(8), { directory: join(home, "in-the-way") })).rejects.toThrow("directory")
  const [newest] = await listBackups(centre.admin(), {})
  expect(newest).toMatchObject({ state: "failed", file: null, why: expect.stringContaining("directory") })
})

test("whoever writes a second one at the same time is refused", async () => {
  const both = await Promise.allSettled([make(inMinutes(9)), make(inMinutes(10))])
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  const refused = both.find(({ status }) => status === "rejected") as PromiseRejectedResult
  expect(refused.reason).toMatchObject({ kind: "conflict" })
})

const later = inMinutes(3 * 24 * 60)

test("old ones go once a new one is good", async () => {
  await make(later, { keep: { days: 1, weeks: 0, months: 0 } })
  const left = (await sidecarsIn(directory)).filter(({ state }) => state === "good")
  expect(left.map(({ takenAt }) => takenAt)).toEqual([later.toISOString()])
  const rows = await listBackups(centre.admin(), {})
  expect(rows.filter(({ state }) => state === "good")).toHaveLength(1)
})

test("after 26 hours without a good one it is late", async () => {
  const at = (hours: number) => centre.admin({ now: new Date(later.getTime() + hours * 3_600_000) })
  expect((await backupState(at(25.9), {})).late).toBe(false)
  expect((await backupState(at(26.1), {})).late).toBe(true)
})

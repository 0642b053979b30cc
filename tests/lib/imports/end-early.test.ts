import { beforeEach, describe, expect, test } from "vitest"
import { eraseClient } from "../../../lib/erasure/erase"
import { advanceImport } from "../../../lib/imports/advance"
import { startCheck } from "../../../lib/imports/check"
import { cancelImport, forgetFiles } from "../../../lib/imports/end-early"
import { recordsIn } from "../../../lib/imports/parse"
import { getImport } from "../../../lib/imports/read"
import { startImport } from "../../../lib/imports/run"
import { undoImport } from "../../../lib/imports/undo"
import { importSteps } from "../../../lib/jobs/imports"
import { addClient, inMinutes, openCentre } from "../../support/cast"
import { importsOf } from "./files"

const centre = openCentre()
const { sql } = centre
const admin = centre.admin()
const { load, preview, write, bringIn, rows } = importsOf(centre)

beforeEach(async () => void (await sql`truncate clients, imports, events cascade`))

const two = "first_name,last_name,phone\nAna,Reyes,6615550101\nTheo,Park,6615550102"
const names = async () =>
  (await sql`select first_name from clients where erased_at is null and deleted_at is null order by 1`).map(
    ({ first_name }) => first_name,
  )

/** The background work as a worker does it, so often; each time in a worker of its own, which rests after no failure. */
async function work(times: number) {
  for (let time = 0; time < times; time++)
    await importSteps(
      { db: centre.db, sql },
      () => centre.system(),
      (batch) => batch(),
      new AbortController().signal,
    )()
}

describe("an import with somebody who was erased", () => {
  test("ends, without them and with everybody else", async () => {
    const ana = await addClient(centre, { phone: "+16615550101" })
    const { id } = await load(`${two}\nAna,Reyes,6615550101`)
    await preview(id)
    await eraseClient(admin, { id: ana.id })
    expect(await write(id)).toMatchObject({ state: "done", outcomes: { created: 1, skipped: 2, failed: 0 } })
    expect(await names()).toEqual(["Theo"])
    expect(await sql`select from import_chunks`).toEqual([])
  })

  test("keeps its file as long as it needs it, and not longer", async () => {
    const ana = await addClient(centre, { phone: "+16615550101" })
    const { id } = await load(two)
    await preview(id)
    await sql`update imports set state = 'checking' where id = ${id}`
    await eraseClient(admin, { id: ana.id })
    await advanceImport(centre.system, id)
    expect(await getImport(admin, { id })).toMatchObject({ state: "checked", total: 2 })
    await cancelled(id)
    expect(await sql`select from import_chunks`).toEqual([])

    async function cancelled(id: string) {
      await sql`update imports set state = 'checking' where id = ${id}`
      await cancelImport(admin, { id })
    }
  })
})

test("a file of which a piece is missing is not taken for a shorter one", async () => {
  const { id } = await load(`first_name,last_name\n${"Ana,Reyes\n".repeat(60_000)}`)
  await sql`delete from import_chunks where import_id = ${id} and number = 1`
  expect(await preview(id)).toMatchObject({
    state: "failed",
    problem: "The file is not kept any more. Load it again.",
    total: 0,
  })
})

describe("work that cannot be done is given up after 3 failures, with a reason", () => {
  const givenUp = "This was given up after several attempts. The log of the server says why."

  test("reading: no preview is left", async () => {
    const { id } = await load(two)
    await sql`update imports set mapping = '["firstName", "lastName", "nonsense"]' where id = ${id}`
    await sql`update imports set state = 'checking', attempts = 30 where id = ${id}`
    await work(1)
    expect(await getImport(admin, { id })).toMatchObject({ state: "failed", problem: givenUp, total: 0 })
  })

  test("writing: what was written stays and can be undone, and the worker has time for others", async () => {
    const { id } = await load(two)
    await preview(id)
    // What nobody foresaw: a row without what it would write.
    await sql`update import_rows set input = null where import_id = ${id} and line = 3`
    await startImport(admin, { id })
    await work(3)
    expect(await getImport(admin, { id })).toMatchObject({ state: "running" })
    await work(1)
    expect(await getImport(admin, { id })).toMatchObject({ state: "done", problem: givenUp })
    expect(await bringIn("first_name,last_name\nEva,Ruiz")).toMatchObject({ outcomes: { created: 1 } })
  })

  test("undoing: what was not taken back stays", async () => {
    const { id } = await bringIn(two)
    await undoImport(admin, { id })
    await sql`update imports set attempts = 30 where id = ${id}`
    await work(1)
    expect(await getImport(admin, { id })).toMatchObject({ state: "undone", problem: givenUp, kept: 2 })
  })

  test("an attempt that is going well does not count, and neither does one that a stop ended", async () => {
    const { id } = await load(two)
    await startCheck(admin, { id })
    const stop = new AbortController()
    const steps = importSteps(
      { db: centre.db, sql },
      () => {
        stop.signal.throwIfAborted()
        return centre.system()
      },
      async (batch) => {
        stop.abort()
        return batch()
      },
      stop.signal,
    )
    await steps()
    expect(await sql`select attempts from imports where id = ${id}`).toEqual([{ attempts: 0 }])
    await work(1)
    await startImport(admin, { id })
    await work(1)
    expect(await sql`select state, attempts from imports where id = ${id}`).toEqual([
      { state: "done", attempts: 0 },
    ])
  })
})

describe("an import is canceled", () => {
  test("while it is read: it can be begun anew", async () => {
    const { id } = await load(two)
    await startCheck(admin, { id })
    await cancelImport(admin, { id })
    await advanceImport(centre.system, id)
    expect(await getImport(admin, { id })).toMatchObject({ state: "failed", problem: "This was canceled." })
    expect(await preview(id)).toMatchObject({ state: "checked", problem: null, total: 2 })
  })

  test("while it is written: the rest is left out, and what was written can be undone", async () => {
    const { id } = await load(two)
    await preview(id)
    await startImport(admin, { id })
    await cancelImport(admin, { id })
    expect(await getImport(admin, { id })).toMatchObject({ state: "done", outcomes: { skipped: 2 } })
    expect((await rows(id)).map(({ problems }) => problems?.[0]?.message)).toEqual([
      "This was canceled.",
      "This was canceled.",
    ])
    await advanceImport(centre.system, id)
    expect(await names()).toEqual([])
  })

  test("only while something goes on", async () => {
    const { id } = await bringIn(two)
    await expect(cancelImport(admin, { id })).rejects.toMatchObject({ kind: "conflict" })
  })
})

test("files are kept for 30 days, and what they brought in can still be undone", async () => {
  const [done, waiting] = [await bringIn(`${two}\n,Nobody,`), await load("first_name,last_name\nEva,Ruiz")]
  await sql`update imports set updated_at = ${inMinutes(-31 * 24 * 60)}`
  expect(await forgetFiles(centre.system(), {})).toEqual({ files: 2 })
  expect(await sql`select from import_chunks`).toEqual([])
  expect(
    await sql`select from import_rows where problems::text like '%Nobody%' or input::text like '%Nobody%'`,
  ).toEqual([])
  expect(await getImport(admin, { id: waiting.id })).toMatchObject({ state: "failed" })
  await undoImport(admin, { id: done.id })
  await advanceImport(centre.system, done.id)
  expect(await names()).toEqual([])
})

test("a record that never ends is refused before it is held, and so is one that is far too long", async () => {
  async function* pieces(text: string) {
    for (let from = 0; from < text.length; from += 65_536) yield text.slice(from, from + 65_536)
  }
  const all = async (text: string) => {
    let count = 0
    for await (const _ of recordsIn(pieces(text), ",")) count++
    return count
  }
  const long = `${'Ana,"a, b ""c"""\n'.repeat(80_000)}Eva,Ruiz`
  expect(await all(long)).toBe(80_001)
  for (const length of [49_000_000, 300_000])
    await expect(all(`a,b\n"${"x".repeat(length)}",c\nd,e`)).rejects.toMatchObject({
      kind: "invalid",
      details: { fields: [{ message: expect.stringContaining("longer than 200,000 characters") }] },
    })
})

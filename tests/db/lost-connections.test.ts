import { setTimeout as sleep } from "node:timers/promises"
import { sql as text } from "drizzle-orm"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { connect } from "../../db/client"
import { freshDatabase } from "../support/database"

const database = freshDatabase()
const { ownerUrl, sql: other } = database
let crm: ReturnType<typeof connect>
beforeEach(async () => {
  crm = connect(ownerUrl, { max: 1 })
  await other`create table if not exists told (what text)`
  await other`truncate told`
})
afterEach(() => crm.close())

const end = (pid: number) => other`select pg_terminate_backend(${pid})`
const soon = (pid: number) => void setTimeout(() => end(pid).catch(() => {}), 50)
const pidOf = async (tx: { execute: (typeof crm)["db"]["execute"] }) =>
  Number((await tx.execute<{ pid: number }>(text`select pg_backend_pid() as pid`))[0]?.pid)
const write = (tx: Pick<typeof crm.db, "execute">, what: string) =>
  tx.execute(text`insert into told values (${what})`)
const told = async () => (await other`select what from told order by 1`).map(({ what }) => what)
const codeOf = (error: { code?: string; cause?: { code?: string } }) => error.cause?.code ?? error.code

/**
 * The pool works again: on a dead connection it would wait until the test gives up. postgres.js tells the end of
 * a connection once more to the first who asks after it.
 */
async function expectWorking() {
  await crm.db.execute(text`select 1`).catch((error) => expect(codeOf(error)).toBe("57P01"))
  for (let n = 0; n < 3; n++) {
    expect((await crm.db.execute(text`select ${n}::int as n`))[0]?.n).toBe(n)
  }
}

describe("a transaction whose connection is lost", () => {
  test.each([
    [
      "while a statement runs",
      async (tx: typeof crm.db) => {
        soon(await pidOf(tx))
        await tx.execute(text`select pg_sleep(5)`)
      },
    ],
    [
      "between two statements",
      async (tx: typeof crm.db) => {
        await end(await pidOf(tx))
        await sleep(200)
        await write(tx, "late")
      },
    ],
    [
      "in a savepoint",
      (tx: typeof crm.db) =>
        tx.transaction(async (inner) => {
          soon(await pidOf(inner))
          await inner.execute(text`select pg_sleep(5)`)
        }),
    ],
    [
      "and that does not mind",
      async (tx: typeof crm.db) => {
        soon(await pidOf(tx))
        await tx.execute(text`select pg_sleep(5)`).catch(() => {})
        await write(tx, "late")
      },
    ],
  ])("%s fails, writes nothing, and the pool works on", async (_, work) => {
    const failed = crm.db.transaction(async (tx) => {
      await write(tx, "early")
      await work(tx as never)
    })
    expect(["CONNECTION_CLOSED", "57P01"]).toContain(await failed.catch(codeOf))
    await expectWorking()
    expect(await told()).toEqual([])
  })

  test("takes nothing from the transaction that got the connection after it", async () => {
    let wake = () => {}
    const awake = new Promise<void>((done) => {
      wake = done
    })
    let goneOn: Promise<unknown> = Promise.resolve()
    const first = crm.db.transaction(async (tx) => {
      await end(await pidOf(tx))
      goneOn = awake.then(() => write(tx, "of the first"))
      await goneOn
    })
    expect(["CONNECTION_CLOSED", "57P01"]).toContain(await first.catch(codeOf))
    await expectWorking()
    await crm.db.transaction(async (tx) => {
      await write(tx, "of the second")
      wake()
      expect(await goneOn.catch(codeOf)).toBe("CONNECTION_CLOSED")
      await sleep(50)
    })
    expect(await told()).toEqual(["of the second"])
  })
})

test("whoever reserved a connection that is lost is told so, and may give it back", async () => {
  const reserved = await crm.sql.reserve()
  const [row] = await reserved`select pg_backend_pid() as pid`
  await end(row?.pid)
  await sleep(200)
  await expect((async () => reserved`select 1`)()).rejects.toMatchObject({ code: "CONNECTION_CLOSED" })
  reserved.release()
  expect(await crm.sql`select 1 as n`).toEqual([{ n: 1 }])
  const next = await crm.sql.reserve()
  expect(await next`select 2 as n`).toEqual([{ n: 2 }])
  next.release()
  expect(await crm.sql`select 3 as n`).toEqual([{ n: 3 }])
})

import { expect, test } from "vitest"
import { poolFigures, watchQueries } from "../../db/observe"
import { freshDatabase } from "../support/database"
import { waitUntil } from "../support/processes"

const { db, sql } = freshDatabase({ max: 2 })
const before = poolFigures()
const seen: { text: string; failed: boolean }[] = []
watchQueries(() => (text, failed) => seen.push({ text, failed }))

test("every statement is told with its text and without its values, whoever sends it", async () => {
  await sql`select ${"a secret of the test"} as one`
  await db.execute("select 2 as two")
  await sql.begin((tx) => tx`select ${3}::int as three`)
  await sql`select nothing from nowhere`.catch(() => {})
  expect(seen).toEqual(
    expect.arrayContaining([
      { text: "\n    select $1 as one".replace("\n    ", ""), failed: false },
      { text: "select 2 as two", failed: false },
      { text: "begin ", failed: false },
      { text: "select $1::int as three", failed: false },
      { text: "commit", failed: false },
      { text: "select nothing from nowhere", failed: true },
    ]),
  )
  expect(JSON.stringify(seen)).not.toContain("a secret of the test")
})

test("connections in use and statements that wait for one are counted", async () => {
  const figures = () => {
    const { inUse, waiting, max } = poolFigures()
    return { inUse: inUse - before.inUse, waiting: waiting - before.waiting, max }
  }
  let release = () => {}
  const idle = sql.begin(() => new Promise<void>((done) => (release = done)))
  await waitUntil("the transaction is open", () => figures().inUse === 1)
  const asked = [1, 2, 3].map((one) => sql`select pg_sleep(0.3), ${one}::int`.execute())
  await waitUntil("the other connection works", () => figures().inUse === 2)
  expect(figures()).toEqual({ inUse: 2, waiting: 2, max: before.max })
  await Promise.all(asked)
  expect(figures()).toEqual({ inUse: 1, waiting: 0, max: before.max })
  release()
  await idle
  const reserved = await sql.reserve()
  expect(figures().inUse).toBe(1)
  reserved.release()
  expect(figures()).toEqual({ inUse: 0, waiting: 0, max: before.max })
})

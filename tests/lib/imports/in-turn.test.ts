import { expect, test } from "vitest"
import { advanceImport } from "../../../lib/imports/advance"
import { startCheck } from "../../../lib/imports/check"
import { startImport } from "../../../lib/imports/run"
import { undoImport } from "../../../lib/imports/undo"
import { openCentre } from "../../support/cast"
import { importsOf } from "./files"

const ROWS = 2500

const centre = openCentre()
const { sql, admin, system } = centre
const { load } = importsOf(centre)

/** Lets an import work until it asks for one turn more than it is given. */
async function advance(id: string, turns: number) {
  let left = turns
  const work = advanceImport(system, id, async (batch) => {
    if (left-- === 0) throw new Error("somebody else's turn")
    return await batch()
  })
  await expect(work).rejects.toThrow("somebody else's turn")
}

const count = async (what: "kept" | "outcome" | "undo") => {
  const [row] = await sql`
    select count(*)::int as kept, count(outcome)::int as outcome, count(undo)::int as undo from import_rows`
  return row?.[what]
}

test("an import reads, writes and takes back no more rows than it has turns for", async () => {
  const lines = Array.from({ length: ROWS }, (_, i) => `Ana${i},Reyes`)
  const { id } = await load(["first_name,last_name", ...lines].join("\n"))
  await startCheck(admin(), { id })
  await advance(id, 0)
  expect(await count("kept")).toBe(0)
  await advance(id, 2)
  expect(await count("kept")).toBe(2000)
  await advanceImport(system, id)
  expect(await count("kept")).toBe(ROWS)
  await startImport(admin(), { id })
  await advance(id, 1)
  expect(await count("outcome")).toBe(1000)
  await advance(id, 1)
  expect(await count("outcome")).toBe(2000)
  await advanceImport(system, id)
  await undoImport(admin(), { id })
  await advance(id, 3)
  expect(await count("undo")).toBe(1500)
})

import { expect, test } from "vitest"
import { advanceImport } from "../../../lib/imports/advance"
import { startCheck } from "../../../lib/imports/check"
import { startImport } from "../../../lib/imports/run"
import { openCentre } from "../../support/cast"
import { rowsRead } from "../../support/rows-read"
import { importsOf } from "./files"

const ROWS = 3000
const MOST_READ_FOR_A_ROW = 15

const centre = await openCentre()
const { sql, admin, system } = centre
const { load } = importsOf(centre)

const fileOf = (name: string, uci: number) =>
  [
    "first_name,last_name,uci_number",
    ...Array.from({ length: ROWS }, (_, i) => `${name}${i},Reyes,${uci + i}`),
  ].join("\n")

const bringIn = (file: string) =>
  rowsRead(centre, "import_rows", async (db) => {
    const { id } = await load(file)
    await startCheck(admin(), { id })
    await advanceImport(() => system({ db }), id)
    await startImport(admin(), { id })
    await advanceImport(() => system({ db }), id)
  })

test("a file after another one, of which Postgres knows, is not read again and again", async () => {
  await bringIn(fileOf("Ana", 1_000_000))
  await sql`analyze import_rows`
  expect((await bringIn(fileOf("Theo", 2_000_000))) / ROWS).toBeLessThan(MOST_READ_FOR_A_ROW)
  expect(await sql`select from clients`).toHaveLength(2 * ROWS)
})

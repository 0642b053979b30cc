import { expect, test } from "vitest"
import { openCentre } from "../../support/cast"
import { rowsRead } from "../../support/rows-read"
import { importsOf } from "./files"

const ROWS = 3000
const MOST_READ_FOR_A_ROW = 15

const centre = openCentre()
const { sql, system } = centre

const fileOf = (name: string, uci: number) =>
  [
    "first_name,last_name,uci_number",
    ...Array.from({ length: ROWS }, (_, i) => `${name}${i},Reyes,${uci + i}`),
  ].join("\n")

const bringIn = (file: string) =>
  rowsRead(centre, "import_rows", (db) =>
    importsOf({ ...centre, system: () => system({ db }) }).bringIn(file),
  )

test("a file after another one, of which Postgres knows, is not read again and again", async () => {
  await bringIn(fileOf("Ana", 1_000_000))
  await sql`analyze import_rows`
  expect((await bringIn(fileOf("Theo", 2_000_000))) / ROWS).toBeLessThan(MOST_READ_FOR_A_ROW)
  expect(await sql`select from clients`).toHaveLength(2 * ROWS)
})

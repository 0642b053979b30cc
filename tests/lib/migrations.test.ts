import { execFileSync } from "node:child_process"
import { cpSync, readdirSync, writeFileSync } from "node:fs"
import { join, relative, resolve } from "node:path"
import { expect, test } from "vitest"
import { pendingMigrations } from "../../db/migrate"
import { temporaryFolder } from "../support/before"
import { freshDatabase } from "../support/database"

const database = freshDatabase()
const copy = temporaryFolder()

test("the migrations make exactly the tables that the schema describes", () => {
  cpSync("drizzle", copy, { recursive: true })
  const before = readdirSync(copy)
  expect(generateFrom("db/schema/index.ts")).toContain("nothing to migrate")
  expect(readdirSync(copy)).toEqual(before)
})

test("a table that lacks its migration would be noticed", () => {
  const schema = join(copy, "schema.ts")
  const [ours, drizzle] = ["db/schema/index", "node_modules/drizzle-orm/pg-core/index.js"].map((path) =>
    resolve(path),
  )
  const more = `export const more = pgTable("more", { name: text() })`
  writeFileSync(schema, `export * from "${ours}"\nimport { pgTable, text } from "${drizzle}"\n${more}`)
  const before = readdirSync(copy).length
  generateFrom(relative(".", schema))
  expect(readdirSync(copy)).toHaveLength(before + 1)
})

/** What drizzle-kit says when it compares the schema with the copied migrations. It takes no absolute paths. */
function generateFrom(schema: string): string {
  const kit = ["node_modules/drizzle-kit/bin.cjs", "generate", "--dialect=postgresql"]
  const places = [`--schema=./${schema}`, `--out=./${relative(".", copy)}`]
  return execFileSync(process.execPath, [...kit, ...places], { encoding: "utf8", stdio: "pipe" })
}

test("a fresh database lacks no migration", async () => {
  expect(await pendingMigrations(database.url)).toBe(0)
})

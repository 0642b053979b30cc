import { sql } from "drizzle-orm"
import { afterAll, expect, test } from "vitest"
import { connect } from "../../db/client"
import { settings } from "../../db/schema"
import { freshDatabase } from "../support/database"

const { url, close } = await freshDatabase()
const { db, close: closeOne } = connect(url, { max: 1 })
afterAll(async () => {
  await closeOne()
  await close()
})

test("a statement of drizzle's is kept by its connection, in a transaction too, and planned for its values each time", async () => {
  for (let time = 0; time < 8; time++)
    await db
      .select()
      .from(settings)
      .where(sql`${settings.name} = ${`none ${time}`}`)
  await db.transaction((tx) => tx.select().from(settings).where(sql`${settings.name} = ${"none"}`))
  const kept = await db.execute(sql`
    select generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements
    where statement like 'select "name", "value"%'`)
  expect([...kept]).toEqual([{ generic: 0, custom: 9 }])
})

import { sql } from "drizzle-orm"
import { afterAll, expect, test } from "vitest"
import { connect } from "../../db/client"
import { settings } from "../../db/schema"
import { freshDatabase } from "../support/database"

const { url } = freshDatabase()
const { db, close: closeOne } = connect(url, { max: 1 })
afterAll(closeOne)

const named = (name: string) => db.select().from(settings).where(sql`${settings.name} = ${name}`)
const kept = async () => [
  ...(await db.execute(sql`
    select generic_plans::int > 0 as planned_once from pg_prepared_statements where statement like 'select "name", "value"%'`)),
]

test("a statement without a name is planned for its values each time, and one with a name once for all", async () => {
  for (let time = 0; time < 8; time++) await named(`none ${time}`)
  expect(await kept()).toEqual([])
  for (let time = 0; time < 8; time++) await named(`none ${time}`).prepare("setting").execute()
  expect(await kept()).toEqual([{ planned_once: true }])
})

import { expect, test } from "vitest"
import { connect } from "../../../db/client"
import { ask } from "../../../db/queue"
import { figuresOf } from "../../../lib/jobs/figures"
import { sayHere } from "../../../lib/schedule/workers"
import { openCentre } from "../../support/cast"

const centre = openCentre()
const figures = async () => (await (await figuresOf(centre.sql)).metrics()).split("\n")

test("what waits in the database is told in figures", async () => {
  await centre.db.transaction((tx) => ask(tx, "ggleap_placements", { clientId: crypto.randomUUID() }))
  const me = { id: crypto.randomUUID(), inline: false, startedAt: new Date() }
  await sayHere(centre.system({ now: new Date() }), me)
  await centre.sql`
    insert into backups (id, file, taken_at, state, proved_at) values
      (gen_random_uuid(), 'one', '2026-03-09T10:30:00Z', 'good', '2026-03-09T10:40:00Z'),
      (gen_random_uuid(), 'two', '2026-03-10T10:30:00Z', 'failed', null)`
  const lines = await figures()
  expect(lines).toEqual(
    expect.arrayContaining([
      "db_up 1",
      "webhook_outbox_events 0",
      'jobs_waiting{queue="ggleap_placements"} 1',
      'jobs_waiting{queue="runs"} 0',
      "workers_alive 1",
      `backup_last_good_timestamp_seconds ${Date.parse("2026-03-09T10:30:00Z") / 1000}`,
    ]),
  )
  expect(lines.find((line) => line.startsWith("db_connections{"))).toMatch(/state="(idle|active)"\} [1-9]/)
})

test("a database that does not answer is a figure, too", async () => {
  const { sql, close } = connect("postgres://nobody@127.0.0.1:1/nothing")
  const text = await (await figuresOf(sql)).metrics()
  await close()
  expect(text).toContain("db_up 0")
  expect(text).not.toContain("webhook_outbox_events")
})

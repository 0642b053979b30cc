import { expect, test } from "vitest"
import { openServedCentre } from "./centre"

const { sql, visitor } = await openServedCentre({ WORKER: "off" })

const workerSeen = async (secondsAgo: number) => {
  await sql`delete from workers`
  await sql`insert into workers (id, inline, started_at, seen_at)
    values (gen_random_uuid(), false, now() - interval '1 hour', now() - make_interval(secs => ${secondsAgo}))`
}
const told = async () => {
  const { status, body } = await visitor.get("/healthz")
  return [status, body.status, body.checks.worker]
}

test("tells of the worker of another process: there, gone without a word, or none at all", async () => {
  expect(await told()).toEqual([200, "ok", "off"])
  await workerSeen(5)
  expect(await told()).toEqual([200, "ok", "ok"])
  await workerSeen(90)
  expect(await told()).toEqual([200, "ok", "unavailable"])
})

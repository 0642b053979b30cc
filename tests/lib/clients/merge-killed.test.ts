import { spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { expect, test } from "vitest"
import { checkIn } from "../../../lib/check-ins/check-in"
import { addNote } from "../../../lib/clients/notes"
import { addClient, openCentre } from "../../support/cast"
import { often } from "../../support/often"
import { endedWithTests } from "../../support/processes"

const centre = openCentre()
const { sql } = centre
const admin = centre.admin()
const PAIRS = 12

async function addPair() {
  const [stays, other] = [await addClient(centre), await addClient(centre)]
  await checkIn(admin, { clientId: other.id, idempotencyKey: crypto.randomUUID() })
  await addNote(admin, { clientId: other.id, body: "Came with her brother" })
  return [stays.id, other.id] as const
}

/** Starts to merge and is killed as soon as it begins with the merge of this number. */
async function killedAt(merge: number, pairs: (readonly [string, string])[]) {
  const args = ["--import", "tsx", "tests/lib/clients/merge-all.ts"]
  const given = [centre.url, JSON.stringify(admin.actor), JSON.stringify(pairs)]
  const child = endedWithTests(
    spawn(process.execPath, [...args, ...given], { stdio: ["ignore", "pipe", "inherit"] }),
  )
  const ended = once(child, "exit")
  let begun = 0
  for await (const _ of createInterface({ input: child.stdout })) if (++begun === merge) child.kill("SIGKILL")
  expect(await ended).toEqual([null, "SIGKILL"])
}

test("a merge that is killed is done whole or not at all, and can be done again", async () => {
  for (let round = 1; round <= often(3, 12); round++) {
    const pairs = await Promise.all(Array.from({ length: PAIRS }, addPair))
    await killedAt(1 + ((round * 5) % PAIRS), pairs)
    for (const [stays, other] of pairs) {
      const [state] = await sql`select
        (select merged_into is not null from clients where id = ${other}) as merged,
        (select count(*)::int from check_ins where client_id = ${stays}) as visits,
        (select count(*)::int from client_notes where client_id = ${stays}) as notes,
        (select count(*)::int from client_merges where client_id = ${stays}) as merges,
        (select count(*)::int from events where client_id = ${stays} and type = 'client.merged') as told`
      const all = state?.merged ? 1 : 0
      expect(state).toEqual({ merged: state?.merged, visits: all, notes: all, merges: all, told: all })
    }
  }
}, 120_000)

import { connect } from "../../../db/client"
import { mergeClients } from "../../../lib/clients/merge"
import type { Context } from "../../../lib/core/operation"

/** A process that merges the pairs it is given, one after the other, and writes a line before each. */
const [url = "", actor = "", pairs = ""] = process.argv.slice(2)
const { db } = connect(url, { max: 1 })
const ctx: Context = {
  db,
  actor: JSON.parse(actor),
  now: new Date("2026-03-10T18:00:00Z"),
  timeZone: "America/Los_Angeles",
  requestId: "killed",
}
for (const [id, otherId] of JSON.parse(pairs)) {
  process.stdout.write("merging\n")
  await mergeClients(ctx, { id, otherId, version: 1, otherVersion: 1 })
}

import { query } from "../core/operation"
import { coverageOf } from "../coverage/records"
import type { Coverage } from "../coverage/status"
import { type Client, findTaggedClient } from "./records"
import { ClientId } from "./schema"

/** One client with tags and today's coverage. Throws not_found. */
export const getClient = query({
  permission: "clients.read",
  input: ClientId,
  async run({ db, today }, { id }): Promise<Client> {
    const client = await findTaggedClient(db, id)
    const coverage = await coverageOf(db, [client], today)
    return { ...client, coverage: coverage.get(id) as Coverage }
  },
  shows: ({ id }) => [id],
})

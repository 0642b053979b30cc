import { query } from "../core/operation"
import { type Client, clientOf, findWhole } from "./records"
import { ClientId } from "./schema"

/** One client with tags and today's coverage. Throws not_found. */
export const getClient = query({
  permission: "clients.read",
  input: ClientId,
  async run({ db, today }, { id }): Promise<Client> {
    return clientOf(await findWhole(db, id), today)
  },
  shows: ({ id }) => [id],
})

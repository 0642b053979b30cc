import { only } from "../core/only"
import { query } from "../core/operation"
import { completed, findClient } from "./records"
import { ClientId } from "./schema"

/** One client with tags and today's coverage. Throws not_found. */
export const getClient = query({
  permission: "clients.read",
  input: ClientId,
  async run({ db, today }, { id }) {
    return only(await completed(db, [await findClient(db, id)], today))
  },
})

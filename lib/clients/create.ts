import { changesBetween } from "../core/changes"
import { only } from "../core/only"
import { operation } from "../core/operation"
import { requirePosInOrder } from "./pos"
import { type Client, clientOf, insertClients } from "./records"
import { ClientInput } from "./schema"

/** Adds a client and returns them. Throws conflict when the UCI number is taken. */
export const createClient = operation({
  permission: "clients.create",
  input: ClientInput,
  async run({ tx, now, today, record }, input): Promise<Client> {
    requirePosInOrder(input)
    const client = only(await insertClients(tx, [input], now))
    record("client.created", { fields: changesBetween({}, input) }, { clientId: client.id })
    return clientOf({ ...client, tags: [], periods: [] }, today)
  },
})

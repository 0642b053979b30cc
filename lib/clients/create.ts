import { changesBetween } from "../core/changes"
import { only } from "../core/only"
import { operation } from "../core/operation"
import { requirePosInOrder } from "./pos"
import { completed, insertClients } from "./records"
import { ClientInput } from "./schema"

/** Adds a client and returns them. Throws conflict when the UCI number is taken. */
export const createClient = operation({
  permission: "clients.create",
  input: ClientInput,
  async run({ tx, now, today, record }, input) {
    requirePosInOrder(input)
    const rows = await insertClients(tx, [input], now)
    for (const { id } of rows)
      record("client.created", { fields: changesBetween({}, input) }, { clientId: id })
    return only(await completed(tx, rows, today))
  },
})

import { sql } from "drizzle-orm"
import type { z } from "zod"
import type { Transaction } from "../../db/client"
import { changesBetween } from "../core/changes"
import { AppError } from "../core/errors"
import { formatDate } from "../core/format"
import { only } from "../core/only"
import { operation } from "../core/operation"
import { identify } from "./identify"
import { type Identity, whyAmbiguous } from "./identity"
import { requirePosInOrder } from "./pos"
import { type Client, clientOf, insertClients } from "./records"
import { type ClientInput, CreateInput } from "./schema"

/**
 * Adds a client and returns them. Throws conflict when the UCI number is taken, and, with those who are there already,
 * when it may be somebody who is a client or was one; `allowDuplicate` says that it is somebody else.
 */
export const createClient = operation({
  permission: "clients.create",
  input: CreateInput,
  async run({ tx, now, today, record }, { allowDuplicate = false, ...input }): Promise<Client> {
    requirePosInOrder(input)
    if (!allowDuplicate) await requireNew(tx, input)
    const client = only(await insertClients(tx, [input], now))
    record("client.created", { fields: changesBetween({}, input) }, { clientId: client.id })
    return clientOf({ ...client, tags: [], periods: [] }, today)
  },
})

async function requireNew(tx: Transaction, input: z.output<typeof ClientInput>) {
  // Who adds the same person at the same time waits here.
  const name = input.firstName + input.lastName
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('client ' || name_fold(${name}), 0))`)
  const { identities, known } = await identify(tx, [{ ...input, key: 0 }])
  const identity = identities.get(0)
  if (!identity || identity.is === "nobody") return
  const ids = identity.is === "ambiguous" ? identity.ids : [identity.id]
  const existing = ids.flatMap((id) => {
    const one = known.get(id)
    if (!one) return []
    const born = one.dateOfBirth ? `, born ${formatDate(one.dateOfBirth)}` : ""
    return { id, name: `${one.firstName} ${one.lastName}${born}`, deleted: one.deletedAt !== null }
  })
  throw new AppError("conflict", whyNotNew(identity), { existing, fields: takenNumber(identity) })
}

function whyNotNew(identity: Exclude<Identity<string>, { is: "nobody" }>): string {
  if (identity.is === "ambiguous") return whyAmbiguous(identity)
  return identity.is === "deleted" ? "This client was there and was deleted." : "This is a client already."
}

/** A number belongs to one client only, whatever is allowed. */
function takenNumber(identity: Identity<string>) {
  if (!("by" in identity) || identity.by !== "uciNumber") return
  return [{ field: "uciNumber", message: "Another client has this UCI number." }]
}

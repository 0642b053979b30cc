import { connect } from "../../db/client"
import { clientOfCard, makeMissingCards } from "../../lib/cards/records"

/** A member card for a client, as the desk would make it; gives back the client's id. */
export const withCard = (_api: unknown, { id }: { id: string }) =>
  onDatabase(async (db) => {
    await db.transaction((tx) => makeMissingCards(tx, [id], new Date()))
    return id
  })

/** Whom a card lets in, by its QR code and by its digits. */
export const letIn = ({ token, code }: { token: string; code: string }) =>
  onDatabase(async (db) => [await clientOfCard(db, "token", token), await clientOfCard(db, "code", code)])

async function onDatabase<T>(work: (db: ReturnType<typeof connect>["db"]) => Promise<T>): Promise<T> {
  const { db, close } = connect(String(process.env.E2E_DATABASE_URL), { max: 1 })
  return await work(db).finally(close)
}

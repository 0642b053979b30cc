import postgres from "postgres"
import { type FakeUser, TESTS } from "../support/ggleap"
import type { apiOf, Client } from "./api"
import { uniqueWord } from "./words"

type Told = { add?: FakeUser; remove?: string; away?: boolean }

/** Tells the ggLeap of the tests something and returns its users. */
async function tell(told: Told): Promise<FakeUser[]> {
  const address = String(process.env.E2E_GGLEAP_URL) + TESTS
  const answer = await fetch(address, { method: "POST", body: JSON.stringify(told) })
  return (await answer.json()).Users
}

/** What the tests arrange and look up in ggLeap. */
export const ggleap = {
  async addUser(more: Partial<FakeUser> = {}) {
    const user = { Uuid: crypto.randomUUID(), Username: uniqueWord(), GroupUuid: "g-other", ...more }
    await tell({ add: user })
    return user
  },
  removeUser: (id: string) => tell({ remove: id }),
  goAway: () => tell({ away: true }),
  comeBack: () => tell({ away: false }),
  groupOf: async (id: string) => (await tell({})).find(({ Uuid }) => Uuid === id)?.GroupUuid,
}

/** A client with a problem, one who is placed, one who is not yet, and one who is deleted. */
export async function linksInEachState(api: ReturnType<typeof apiOf>, guest: Client): Promise<string> {
  const sql = postgres(String(process.env.E2E_DATABASE_URL), { max: 1 })
  const link = async (clientId: string, name: string, placed: Date | null, problem: string | null) => {
    const { Uuid } = await ggleap.addUser()
    await sql`insert into ggleap_links (client_id, ggleap_user_id, ggleap_name, linked_at, placed_at, problem)
      values (${clientId}, ${Uuid}, ${name}, now(), ${placed}, ${problem})`
  }
  await link(guest.id, "unbroken".repeat(12), null, "This user is not in ggLeap any more.")
  await link((await api.addClient()).id, "player (A Player)", new Date(), null)
  await link((await api.addCovered(-10, 90)).id, "player", null, null)
  const gone = await api.addClient()
  await link(gone.id, "player", null, null)
  await api.call("DELETE", `/clients/${gone.id}`)
  await sql.end()
  return ""
}

import { ggleapLinks } from "../../../db/schema"
import { personOf } from "../../../lib/core/actor"
import type { Ggleap } from "../../../lib/core/ggleap"
import type { Status } from "../../../lib/coverage/status"
import { linkClient } from "../../../lib/ggleap/link"
import { enroll } from "../../../lib/memberships/enroll"
import { addClient, type Centre, day } from "../../support/cast"
import type { FakeGgleap, FakeUser } from "../../support/ggleap"

const terms: Record<Status, [from: number, to: number] | null> = {
  active: [-60, 200],
  expiring: [-60, 12],
  expired: [-60, -3],
  pending: [10, 100],
  none: null,
}

/** What the tests of ggLeap do at a centre and at its ggLeap. */
export function ggleapOf(centre: Centre, fake: FakeGgleap) {
  // It has an address once it is open.
  const withApi = (patienceMs?: number) => {
    let api: Ggleap | undefined
    return () => {
      api ??= fake.api(patienceMs)
      return { ggleap: api }
    }
  }
  const [ggleap, impatient] = [withApi(), withApi(150)]
  let users = 0
  const userOfClient = (user: Partial<FakeUser> = {}) => {
    const Uuid = `user-${++users}`
    fake.add({ Uuid, Username: `player${users}`, GroupUuid: "g-other", ...user })
    return Uuid
  }
  const clientWho = async (status: Status) => {
    const client = await addClient(centre)
    await give(client.id, status)
    return client.id
  }
  const give = async (clientId: string, status: Status) => {
    const term = terms[status]
    const dates = term && { startsOn: day(term[0]), endsOn: day(term[1]) }
    if (dates) await enroll(centre.admin(), { clientId, planCode: "unlimited", ...dates })
  }
  return {
    admin: () => centre.admin(ggleap()),
    system: () => centre.system(ggleap()),
    impatient: () => centre.system(impatient()),
    userOfClient,
    clientWho,
    give,
    /** A client of this status who is linked to a ggLeap user in this group. */
    async linked(status: Status, group: string | undefined = "g-other") {
      const ggleapUserId = userOfClient({ GroupUuid: group })
      const clientId = await clientWho(status)
      await linkClient(centre.admin(ggleap()), { clientId, ggleapUserId })
      return { clientId, ggleapUserId, user: ggleapUserId }
    },
    linkRow: async (clientId: string) => {
      const [row] = await centre.sql`select * from ggleap_links where client_id = ${clientId}`
      return row
    },
    eventsOf: async (clientId: string, type: string) =>
      await centre.sql`select * from events where client_id = ${clientId} and type = ${type}`,
    /** Links without asking ggLeap, for many at once. */
    insertLinks: async (links: { clientId: string; ggleapUserId: string }[]) => {
      const linkedBy = personOf(centre.admin().actor).id
      const about = { ggleapName: "Somebody", linkedAt: centre.admin().now, linkedBy }
      await centre.db.insert(ggleapLinks).values(links.map((link) => ({ ...link, ...about })))
    },
    async forgetAll() {
      await centre.sql`delete from ggleap_links`
      fake.users.clear()
      fake.asked.length = 0
      fake.interfere = undefined
      fake.groups[0] = { Uuid: "g-covered", Name: "KRC Unlimited" }
    },
  }
}

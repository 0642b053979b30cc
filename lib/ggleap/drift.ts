import { z } from "zod"
import { query } from "../core/operation"
import { groupsNamed } from "./groups"
import { everyLink, groupNamesOf } from "./records"

/** Of those who would be moved so many are shown. */
const SHOWN = 200

type Move = { clientId: string; name: string; ggleapName: string; from: string | null; to: string }

/**
 * What a sync would do now, without doing anything: of all linked clients how many are right, who would be moved (the
 * first 200, and how many in all) from which group (null where ggLeap does not say it), and who is not in ggLeap any
 * more. Throws as `Ggleap` does, and conflict when a group is not there.
 */
export const drift = query({
  permission: "ggleap.manage",
  input: z.strictObject({}),
  async run({ db, today, ggleap }) {
    const all = await ggleap.groups()
    const groups = groupsNamed(await groupNamesOf(db), all)
    const names = new Map(all.map(({ id, name }) => [id, name]))
    const there = new Map((await ggleap.users()).map((user) => [user.id, user]))
    const moves: Move[] = []
    const missing: { clientId: string; name: string; ggleapName: string }[] = []
    const counts = { linked: 0, right: 0, wouldMove: 0, missing: 0 }
    for await (const { id: clientId, firstName, lastName, ggleapName, ggleapUserId, kind } of everyLink(
      db,
      today,
    )) {
      counts.linked++
      const user = there.get(ggleapUserId)
      const who = { clientId, name: `${firstName} ${lastName}`, ggleapName }
      if (!user) {
        if (++counts.missing <= SHOWN) missing.push(who)
      } else if (user.groupId === groups[kind].id) counts.right++
      else if (++counts.wouldMove <= SHOWN)
        moves.push({ ...who, from: names.get(user.groupId ?? "") ?? null, to: groups[kind].name })
    }
    return { ...counts, moves, gone: missing }
  },
})

export type Drift = Awaited<ReturnType<typeof drift>>

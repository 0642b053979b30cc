import { eq } from "drizzle-orm"
import { memberships } from "../../db/schema"
import { lockClient } from "../clients/records"
import { invalid } from "../core/errors"
import { only } from "../core/only"
import { operation } from "../core/operation"
import { currentPlans, insertMemberships, selectMemberships } from "./records"
import { EnrollInput } from "./schema"

/** Gives a client a membership from one day to another, both included; past and future days are fine. */
export const enroll = operation({
  permission: "memberships.manage",
  input: EnrollInput,
  async run({ tx, now, record }, { clientId, planCode, startsOn, endsOn, externalId }) {
    await lockClient(tx, clientId)
    if (endsOn < startsOn) throw invalid("endsOn", "The last day must not lie before the first.")
    const plan = (await currentPlans(tx)).find(({ code }) => code === planCode)
    if (!plan) throw invalid("planCode", "There is no such plan.")
    const row = { clientId, planId: plan.id, startsOn, endsOn, externalId }
    const { id } = only(await insertMemberships(tx, [row], now))
    record("membership.created", { membershipId: id, planCode, startsOn, endsOn }, { clientId })
    return only(await selectMemberships(tx).where(eq(memberships.id, id)))
  },
})

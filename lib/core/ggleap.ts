import { AppError } from "./errors"

export type GgleapGroup = { id: string; name: string }

/** A user of ggLeap; `groupId` is null where ggLeap does not say it. */
export type GgleapUser = { id: string; name: string; email: string | null; groupId: string | null }

/**
 * All that is ever asked of ggLeap. Each throws `unavailable` when it does not answer, which passes, and `conflict` when
 * it says no or something that is not understood, which does not.
 */
export type Ggleap = {
  groups: () => Promise<GgleapGroup[]>
  users: () => Promise<GgleapUser[]>
  /** Null when there is no such user. */
  user: (id: string) => Promise<GgleapUser | null>
  /** Whether there was such a user to move. */
  move: (userId: string, groupId: string) => Promise<boolean>
}

const notSetUp = async (): Promise<never> => {
  throw new AppError("conflict", "ggLeap is not set up here, so nothing was asked or changed there.")
}

/** For contexts in which nothing is asked of ggLeap, or where it is switched off. */
export const noGgleap: Ggleap = { groups: notSetUp, users: notSetUp, user: notSetUp, move: notSetUp }

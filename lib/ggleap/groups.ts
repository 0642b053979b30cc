import { AppError } from "../core/errors"
import type { GgleapGroup } from "../core/ggleap"
import type { Status } from "../coverage/status"

export type GroupNames = { covered: string; uncovered: string }
export type Groups = { covered: GgleapGroup; uncovered: GgleapGroup }

/** Which of the two groups a client of this status belongs into. */
export const kindFor = (status: Status): keyof Groups =>
  status === "active" || status === "expiring" ? "covered" : "uncovered"

/** The two groups of the settings as ggLeap has them. Throws conflict that names each one that is not there, or twice. */
export function groupsNamed(names: GroupNames, there: readonly GgleapGroup[]): Groups {
  if (sameName(names.covered, names.uncovered))
    throw new AppError("conflict", "The settings name one ggLeap group for covered clients and all others.")
  return { covered: groupNamed(names.covered, there), uncovered: groupNamed(names.uncovered, there) }
}

function groupNamed(name: string, there: readonly GgleapGroup[]): GgleapGroup {
  const [group, ...others] = there.filter((one) => sameName(one.name, name))
  const said = `ggLeap has ${group ? "several groups" : "no group"} named “${name}”`
  if (group && others.length === 0) return group
  throw new AppError("conflict", `${said}. Nothing was changed. Correct the name there or in the settings.`)
}

const sameName = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase()

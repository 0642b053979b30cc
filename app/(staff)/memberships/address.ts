import {
  type Direction,
  type ListedStatus,
  listedStatuses,
  type Show,
  type Sort,
  shows,
  sorts,
} from "@/lib/memberships/schema"

/** The state of the lists of memberships, as their addresses hold it. */
export type ListSearch = {
  status?: string
  sort?: string
  dir?: string
  coordinator?: string
  plan?: string
  cursor?: string
}

/** Stands in an address for clients without a service coordinator. */
export const NOBODY = "-"

export type ListFilter = {
  status: ListedStatus
  sort: Sort
  dir?: Direction
  coordinator?: string | null
  planCode?: string
}

/** What an address asks for; what it says wrongly counts as not said. */
export function filterOf({ status, sort, dir, coordinator, plan }: ListSearch): ListFilter {
  return {
    status: listedStatuses.find((known) => known === status) ?? "expiring",
    sort: sorts.find((known) => known === sort) ?? "day",
    dir: (["asc", "desc"] as const).find((known) => known === dir),
    coordinator: coordinatorOf(coordinator),
    planCode: plan?.trim().slice(0, 50) || undefined,
  }
}

export function coordinatorOf(coordinator: string | undefined): string | null | undefined {
  if (coordinator === NOBODY) return null
  return coordinator?.trim().slice(0, 200) || undefined
}

export const showOf = (show: string | undefined): Show => shows.find((known) => known === show) ?? "all"

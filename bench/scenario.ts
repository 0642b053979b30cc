import type { Asked } from "./load"

export type Scenario = {
  name: string
  wanted: Wanted
  /** The call of this number; the same number at both is about the same client where it can be done more than once. */
  product: (number: number) => Asked
  limit: (number: number) => Asked
  /** What of the answer must be the same at both, where all of it cannot be. */
  same?: (answer: Record<string, unknown>) => unknown
  /** The other is no bare server but the same page with its rows in memory. */
  fromMemory?: true
  /** At how many connections, where the usual numbers say nothing. */
  connections?: number[]
  /** For at least how long at a time. */
  seconds?: number
}

/** What is wanted of a scenario. What is not said is not judged. */
export type Wanted = {
  /** At least this share of the limit's requests per second. */
  share: number
  /** A request's time in the database: at most so many times the limit's. */
  sqlTimes?: number
  /** And at most so many milliseconds. */
  sqlMs?: number
  /** What a request asks of the database: at most so many statements. */
  statements?: number
  /** The 99th percentile: at most so many times the median. */
  spread?: number
  /** The median: at most so many times that of another scenario, both at so many connections. */
  beside?: { name: string; times: number; connections: number }
}

/** What is wanted of most: each scenario adds its share, and changes what is another figure there. */
export const usual = { sqlTimes: 1.5, statements: 4 }

export const json = { "content-type": "application/json" }

/** The id that data.sql gives the client of this number. */
export const clientId = (number: number) => `00000001-0000-7000-8000-${number.toString(16).padStart(12, "0")}`

/** Gives another client each time: who comes again within five minutes is on the same visit, and nothing is written. */
export function visitorsOf(clients: number): () => string {
  let turn = 0
  return () => clientId(1 + ((turn++ * 7919) % clients))
}

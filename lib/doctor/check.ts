import type Redis from "ioredis"
import type { Database } from "../../db/client"
import type { Env } from "../env"
import type { Fault } from "../env-faults"
import type { groups } from "./words"

export type State = "pass" | "warn" | "fail" | "skip"

/** What a check found; `skip` when there was nothing to look at, and why. */
export type Finding = { state: State; says: string }

/** What the checks look at. Everything outside of this process comes in here. */
export type Patient = {
  db: Database
  now: Date
  timeZone: string
  settings: Env
  /** What is wrong with the settings, taken as those of production. */
  faults: Fault[]
  /** What they were before anything was completed in them. */
  given: Record<string, string | undefined>
  redis: Redis | null
  /** The clock of this process, in milliseconds. */
  clock: () => number
}

export type Check = {
  id: string
  group: (typeof groups)[number]
  /** What is so when it passes. */
  title: string
  /** What to do when it does not, in one sentence. */
  remedy: string
  /** Whether a server or a worker refuses to start when it fails. */
  stopsStart?: "always" | "in production"
  /** Checks without which this one cannot look; they stand before it in the table. */
  after?: string[]
  look: (patient: Patient) => Finding | Promise<Finding>
}

/** All is well. */
export const pass = (says: string): Finding => ({ state: "pass", says })
/** It works, and somebody should look. */
export const warn = (says: string): Finding => ({ state: "warn", says })
/** It does not work, or is not safe. */
export const fail = (says: string): Finding => ({ state: "fail", says })
/** There was nothing to look at. */
export const skip = (says: string): Finding => ({ state: "skip", says })

import { AsyncLocalStorage } from "node:async_hooks"
import { type Actor, idOf } from "./actor"

/** What is under way here: a request that is answered, or a job that is done. */
export type Current = {
  requestId: string
  /** Where traces are sent. */
  traceId?: string
  actor?: { kind: Actor["kind"]; id: string | null }
  /** The scheduled job that it turned out to be. */
  job?: string
  /** Whether it came to nothing, where that is not thrown. */
  failed?: boolean
}

// Next's bundles each have this module; they must mean the same request.
const holder = globalThis as typeof globalThis & { becCrmCurrent?: AsyncLocalStorage<Current> }
holder.becCrmCurrent ??= new AsyncLocalStorage()
const storage = holder.becCrmCurrent

/** What the caller is part of; undefined outside of requests and jobs. */
export const current = (): Current | undefined => storage.getStore()

/** The ids that each line of the log has which belongs to this. */
export const idsOf = (what: Current | undefined) =>
  what && { requestId: what.requestId, ...(what.traceId && { traceId: what.traceId }) }

/** Runs `work`, and whatever it leads to, as part of this. */
export const runAs = <R>(what: Current, work: () => R): R => storage.run(what, work)

/** From here on whatever the caller leads to is part of this. */
export const beginAs = (what: Current): void => storage.enterWith(what)

/** Notes whose request it is. */
export function noteActor(actor: Actor): void {
  const now = current()
  if (now) now.actor = { kind: actor.kind, id: idOf(actor) }
}

/** Notes which scheduled job it turned out to be. */
export function noteJob(job: string): void {
  const now = current()
  if (now) now.job = job
}

/** Notes that a job came to nothing, where that is not thrown. */
export function noteFailure(): void {
  const now = current()
  if (now) now.failed = true
}

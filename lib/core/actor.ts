import type { Role } from "../permissions"

export type Actor =
  | { kind: "user"; id: string; name: string; role: "admin" | "staff"; sessionId: string; mustAddCode?: true }
  | { kind: "api_key"; id: string; name: string; role: "admin" | "staff" }
  /** A tablet that an admin let in; it checks in at its station. */
  | { kind: "kiosk"; id: string; name: string; station: string }
  /** What comes in from Zapier under a signature of ours. */
  | { kind: "zapier"; name: string }
  | { kind: "system"; name: string }
  | { kind: "visitor" }

/** The row of the permission table under which the actor stands. */
export function roleOf(actor: Actor): Role {
  if (actor.kind === "user") return actor.mustAddCode ? "admin without code" : actor.role
  if (actor.kind === "api_key") return `${actor.role} key`
  return actor.kind
}

/** The name that stands in the history beside what the actor did. */
export const nameOf = (actor: Actor) => (actor.kind === "visitor" ? "Visitor" : actor.name)

/** The actor's own row, where it has one. */
export const idOf = (actor: Actor) => ("id" in actor ? actor.id : null)

/** The actor as the user they are. The permission table lets nobody else come where this is asked. */
export function personOf(actor: Actor) {
  if (actor.kind !== "user") throw new Error("only a user has an account")
  return actor
}

/** The actor as the tablet they are. The permission table lets nobody else come where this is asked. */
export function tabletOf(actor: Actor) {
  if (actor.kind !== "kiosk") throw new Error("only a tablet is asked this")
  return actor
}

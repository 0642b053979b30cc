import type { Person, Way } from "@/lib/kiosk/contract"
import type { Aim, Screen } from "./steps"

export const screenFor = (way: Way): Screen =>
  way === "card" ? { name: "card" } : { name: "pad", way, digits: "", short: false }

/**
 * The screen that asks who of those found stands here, and, where some are here already and others are not, first what
 * they came to do. Nobody found is one with all that the desk can help with.
 */
export function screenOf(people: Person[], aim?: Aim): Screen {
  const meant = aim ? people.filter(({ here }) => here === (aim === "out")) : people
  const [first, ...others] = meant
  if (!first) return { name: "desk" }
  if (others.some(({ here }) => here !== first.here)) return { name: "direction", people }
  const theirs = first.here ? "out" : "in"
  return others.length === 0
    ? { name: "person", aim: theirs, person: first }
    : { name: "family", aim: theirs, people: meant, chosen: [], missing: false }
}

export const nameOf = ({ firstName, initial }: Person) =>
  initial ? `${firstName} ${initial.replace(/\.$/, "")}.` : firstName

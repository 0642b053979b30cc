import type { CheckOutAnswer } from "@/lib/kiosk/contract"
import type { Screen, Step } from "./steps"

/** What is said of those who were to be checked in. */
export function arrival({ people, answer }: Extract<Step, { type: "came" }>): Screen {
  const { undo } = answer
  // The answer is in the order of the question, and says no name of whom it sends to the desk.
  const named = answer.people.map(({ outcome }, at) => ({ outcome, name: people[at]?.firstName ?? "" }))
  const namesOf = (toDesk: boolean) =>
    named.filter(({ outcome }) => (outcome === "desk") === toDesk).map(({ name }) => name)
  const names = namesOf(false)
  if (names.length === 0) return { name: "desk" }
  const already = named.every(({ outcome }) => outcome !== "checked_in")
  return { name: "done", aim: "in", names, already, desk: namesOf(true), undo }
}

/** What is said to those who leave. */
export const farewell = ({ people, undo }: CheckOutAnswer): Screen =>
  people.length === 0
    ? { name: "desk" }
    : {
        name: "done",
        aim: "out",
        names: people.map(({ firstName }) => firstName),
        already: false,
        desk: [],
        undo,
      }

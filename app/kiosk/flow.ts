import type { CheckInAnswer, CheckOutAnswer, Person, UnlockAnswer, Way } from "@/lib/kiosk/contract"
import { mostDigits } from "./digits"
import { screenFor, screenOf } from "./people"
import type { Language } from "./words/offered"

export type Aim = "in" | "out"
export type PinProblem = "wrong" | "too_many" | "network"

export type Screen =
  | { name: "welcome" }
  | { name: "ways" }
  | { name: "pad"; way: "phone" | "code"; digits: string; short: boolean }
  | { name: "card" }
  | { name: "busy" }
  | { name: "person"; aim: Aim; person: Person }
  | { name: "direction"; people: Person[] }
  | { name: "family"; aim: Aim; people: Person[]; chosen: string[]; missing: boolean }
  | { name: "done"; aim: Aim; names: string[]; already: boolean; desk: string[]; undo: string | null }
  | { name: "undone" }
  | { name: "desk" }
  | { name: "pin"; digits: string; problem: PinProblem | null; staff: UnlockAnswer | null }
  | { name: "settings"; staff: UnlockAnswer }

/** Where one visitor stands, and all that is kept of them. Going back to the start forgets everything but the tablet's own. */
export type Flow = {
  screen: Screen
  /** What covers the screen for a moment; the screen comes back as it was. */
  cover: "language" | "idle" | null
  language: Language
  languageChosen: boolean
  reading: boolean
  called: boolean
  /** Grows with each visitor and each question to the server, so that a late answer meets nobody else. */
  turn: number
  /** The tablet's own. */
  waysIn: Way[]
  firstLanguage: Language
}

export type Step =
  | { type: "begin" }
  | { type: "way"; way: Way }
  | { type: "digit"; digit: string }
  | { type: "delete" }
  | { type: "short" }
  | { type: "ask"; turn: number }
  | { type: "found"; turn: number; people: Person[] }
  | { type: "direction"; aim: Aim }
  | { type: "toggle"; ticket: string }
  | { type: "nobody chosen" }
  | { type: "came"; turn: number; people: Person[]; answer: CheckInAnswer }
  | { type: "left"; turn: number; answer: CheckOutAnswer }
  | { type: "kept"; turn: number }
  | { type: "undone"; turn: number }
  | { type: "desk"; turn: number }
  | { type: "reset" }
  | { type: "cover"; cover: Flow["cover"] }
  | { type: "language"; language: Language }
  | { type: "reading"; on: boolean }
  | { type: "called" }
  | { type: "pin"; staff: UnlockAnswer | null }
  | { type: "pin refused"; turn: number; problem: PinProblem }
  | { type: "unlocked"; turn: number; staff: UnlockAnswer }
  | { type: "settings"; staff: UnlockAnswer }
  | { type: "tablet"; waysIn?: Way[]; firstLanguage?: Language }

export const atWelcome = (waysIn: Way[], firstLanguage: Language, turn = 0): Flow => ({
  screen: { name: "welcome" },
  cover: null,
  language: firstLanguage,
  languageChosen: false,
  reading: false,
  called: false,
  turn,
  waysIn,
  firstLanguage,
})

/** What follows from a step. An answer to a question that nobody waits for any more changes nothing. */
export function follow(flow: Flow, step: Step): Flow {
  const { screen } = flow
  const show = (screen: Screen): Flow => ({ ...flow, screen })
  if (isAnswer(step) && step.turn !== flow.turn) return flow
  switch (step.type) {
    case "begin":
      return show(flow.waysIn.length > 1 ? { name: "ways" } : screenFor(flow.waysIn[0] ?? "phone"))
    case "way":
      return show(screenFor(step.way))
    case "digit":
    case "delete":
      return screen.name === "pad" || screen.name === "pin" ? show(typed(screen, step)) : flow
    case "short":
      return screen.name === "pad" ? show({ ...screen, short: true }) : flow
    case "ask":
      // The PIN stays on its screen: it is one question, and it is wiped when the answer comes.
      return { ...(screen.name === "pin" ? flow : show({ name: "busy" })), cover: null, turn: step.turn }
    case "found":
      return { ...show(screenOf(step.people)), language: languageOf(flow, step.people) }
    case "direction":
      return screen.name === "direction" ? show(screenOf(screen.people, step.aim)) : flow
    case "toggle":
      return screen.name === "family" ? show({ ...screen, ...toggled(screen.chosen, step.ticket) }) : flow
    case "nobody chosen":
      return screen.name === "family" ? show({ ...screen, missing: true }) : flow
    case "came":
      return show(arrival(step))
    case "left":
      return show(farewell(step.answer))
    case "kept":
      return show({ name: "done", aim: "in", names: [], already: false, desk: [], undo: null })
    case "undone":
      return show({ name: "undone" })
    case "desk":
      return show({ name: "desk" })
    case "reset":
      return atWelcome(flow.waysIn, flow.firstLanguage, flow.turn + 1)
    case "cover":
      return { ...flow, cover: step.cover }
    case "language":
      return { ...flow, language: step.language, languageChosen: true, cover: null }
    case "reading":
      return { ...flow, reading: step.on }
    case "called":
      return { ...flow, called: true }
    case "pin":
      return show({ name: "pin", digits: "", problem: null, staff: step.staff })
    case "pin refused":
      return screen.name === "pin" ? show({ ...screen, digits: "", problem: step.problem }) : flow
    case "unlocked":
    case "settings":
      return show({ name: "settings", staff: step.staff })
    case "tablet":
      return withTablet(flow, step)
  }
}

const isAnswer = (step: Step): step is Extract<Step, { turn: number }> =>
  "turn" in step && step.type !== "ask"

type Typed = Extract<Screen, { name: "pad" | "pin" }>

function typed(screen: Typed, step: Extract<Step, { type: "digit" | "delete" }>): Screen {
  const most = mostDigits(screen.name === "pin" ? "pin" : screen.way, screen.digits)
  const digits =
    step.type === "delete" ? screen.digits.slice(0, -1) : (screen.digits + step.digit).slice(0, most)
  return screen.name === "pin" ? { ...screen, digits, problem: null } : { ...screen, digits, short: false }
}

const toggled = (chosen: string[], ticket: string) => ({
  chosen: chosen.includes(ticket) ? chosen.filter((one) => one !== ticket) : [...chosen, ticket],
  missing: false,
})

function arrival({ people, answer }: Extract<Step, { type: "came" }>): Screen {
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

const farewell = ({ people, undo }: CheckOutAnswer): Screen =>
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

/** What the visitor chose comes first, then the language that all who were found have. */
function languageOf({ language, languageChosen }: Flow, people: Person[]): Language {
  const [theirs, ...others] = new Set(people.map((person) => person.language))
  return languageChosen || !theirs || others.length > 0 ? language : theirs
}

function withTablet(flow: Flow, { waysIn, firstLanguage }: Extract<Step, { type: "tablet" }>): Flow {
  const next = { ...flow, waysIn: waysIn ?? flow.waysIn, firstLanguage: firstLanguage ?? flow.firstLanguage }
  const untouched = flow.screen.name === "welcome" && !flow.languageChosen
  return untouched ? { ...next, language: next.firstLanguage } : next
}

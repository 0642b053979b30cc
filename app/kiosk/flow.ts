import type { Person, Way } from "@/lib/kiosk/contract"
import { mostDigits } from "./digits"
import { arrival, farewell } from "./outcomes"
import { screenFor, screenOf } from "./people"
import type { Flow, Screen, Step } from "./steps"
import type { Language } from "./words/offered"

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
      return {
        ...show(flow.waysIn.length > 1 ? { name: "ways" } : screenFor(flow.waysIn[0] ?? "phone")),
        // After "No, that is not me" the language of whoever was found by mistake goes, too.
        language: flow.languageChosen ? flow.language : flow.firstLanguage,
      }
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

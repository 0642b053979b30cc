import type { CheckInAnswer, CheckOutAnswer, Person, UnlockAnswer, Way } from "@/lib/kiosk/contract"
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

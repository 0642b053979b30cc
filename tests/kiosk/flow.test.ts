import { describe, expect, test } from "vitest"
import { atWelcome, follow } from "../../app/kiosk/flow"
import type { Flow, Step } from "../../app/kiosk/steps"
import type { Person } from "../../lib/kiosk/contract"

const start = atWelcome(["card", "phone", "code"], "en")
const person = (firstName: string, more: Partial<Person> = {}): Person => ({
  ticket: `ticket of ${firstName}`,
  firstName,
  initial: "R",
  here: false,
  language: null,
  ...more,
})
const [ana, mateo] = [person("Ana"), person("Mateo")]
const [sofia, leo] = [person("Sofia", { here: true }), person("Leo", { here: true })]

/** The flow after these steps; each question to the server is answered in its turn. */
const flowAfter = (...steps: Step[]) => steps.reduce(follow, start)
const found = (...people: Person[]): Step[] => [
  { type: "ask", turn: 1 },
  { type: "found", turn: 1, people },
]
const type = (digits: string): Step[] => [...digits].map((digit) => ({ type: "digit", digit }))
const came = (turn: number, ...outcomes: ("checked_in" | "already" | "desk")[]): Step => ({
  type: "came",
  turn,
  people: [ana, mateo],
  answer: { people: outcomes.map((outcome) => ({ firstName: "", outcome })), undo: "undo" },
})

test("where there is one way in, nobody is asked for it", () => {
  const only = (way: "card" | "phone") => follow(atWelcome([way], "en"), { type: "begin" }).screen
  expect(only("phone")).toEqual({ name: "pad", way: "phone", digits: "", short: false })
  expect(only("card")).toEqual({ name: "card" })
  expect(flowAfter({ type: "begin" }).screen).toEqual({ name: "ways" })
})

test("a phone number ends at 10 digits, or at 11 that begin with 1", () => {
  const typed = (digits: string) => flowAfter({ type: "way", way: "phone" }, ...type(digits)).screen
  expect(typed("66155501234")).toMatchObject({ digits: "6615550123" })
  expect(typed("166155501234")).toMatchObject({ digits: "16615550123" })
  expect(flowAfter({ type: "way", way: "code" }, ...type("123456789")).screen).toMatchObject({
    digits: "12345678",
  })
  expect(flowAfter({ type: "way", way: "code" }, ...type("12"), { type: "delete" }).screen).toMatchObject({
    digits: "1",
  })
})

describe("who was found", () => {
  test("nobody is one with all that the desk helps with", () => {
    expect(flowAfter(...found()).screen).toEqual({ name: "desk" })
  })

  test("one person is asked whether it is them, or, when here already, whether they leave", () => {
    expect(flowAfter(...found(ana)).screen).toEqual({ name: "person", aim: "in", person: ana })
    expect(flowAfter(...found(sofia)).screen).toEqual({ name: "person", aim: "out", person: sofia })
  })

  test("a family taps all who are here", () => {
    const family = flowAfter(...found(ana, mateo), { type: "toggle", ticket: ana.ticket })
    expect(family.screen).toMatchObject({ name: "family", aim: "in", chosen: [ana.ticket] })
    expect(follow(family, { type: "toggle", ticket: ana.ticket }).screen).toMatchObject({ chosen: [] })
    expect(flowAfter(...found(sofia, leo)).screen).toMatchObject({ name: "family", aim: "out" })
  })

  test("a family of which some are here says first what it comes to do", () => {
    const mixed = flowAfter(...found(ana, mateo, sofia))
    expect(mixed.screen).toMatchObject({ name: "direction" })
    const coming = follow(mixed, { type: "direction", aim: "in" })
    expect(coming.screen).toMatchObject({ name: "family", aim: "in", people: [ana, mateo] })
    const leaving = follow(mixed, { type: "direction", aim: "out" })
    expect(leaving.screen).toEqual({ name: "person", aim: "out", person: sofia })
  })

  test("their language is used unless they chose one, and only where all of them have it", () => {
    const spanish = person("Luz", { language: "es" })
    expect(flowAfter(...found(spanish)).language).toBe("es")
    expect(flowAfter(...found(spanish, ana)).language).toBe("en")
    expect(flowAfter({ type: "language", language: "en" }, ...found(spanish)).language).toBe("en")
  })

  test("after a wrong person was found the language is the tablet's own again", () => {
    const spanish = person("Luz", { language: "es" })
    expect(flowAfter(...found(spanish), { type: "begin" }).language).toBe("en")
    const chosen: Step = { type: "language", language: "es" }
    expect(flowAfter(chosen, ...found(ana), { type: "begin" }).language).toBe("es")
  })
})

describe("what was done", () => {
  test("those who are checked in are greeted, and who is sent to the desk is told so by name", () => {
    expect(flowAfter({ type: "ask", turn: 1 }, came(1, "checked_in", "desk")).screen).toEqual({
      name: "done",
      aim: "in",
      names: ["Ana"],
      already: false,
      desk: ["Mateo"],
      undo: "undo",
    })
  })

  test("when all are sent to the desk it looks like any other thing that the desk helps with", () => {
    expect(flowAfter({ type: "ask", turn: 1 }, came(1, "desk", "desk")).screen).toEqual({ name: "desk" })
  })

  test("whoever was checked in before is told so", () => {
    expect(flowAfter({ type: "ask", turn: 1 }, came(1, "already", "already")).screen).toMatchObject({
      already: true,
    })
    expect(flowAfter({ type: "ask", turn: 1 }, came(1, "already", "checked_in")).screen).toMatchObject({
      already: false,
    })
  })

  test("without the network nobody's name is said", () => {
    expect(flowAfter({ type: "ask", turn: 1 }, { type: "kept", turn: 1 }).screen).toMatchObject({
      name: "done",
      names: [],
      undo: null,
    })
  })
})

test("an answer to somebody who left comes to nobody", () => {
  const gone = flowAfter({ type: "way", way: "phone" }, { type: "ask", turn: 1 }, { type: "reset" })
  const late: Step[] = [
    { type: "found", turn: 1, people: [ana] },
    came(1, "checked_in"),
    { type: "kept", turn: 1 },
    { type: "desk", turn: 1 },
  ]
  for (const step of late) expect(follow(gone, step)).toBe(gone)
})

test("going back to the start forgets everything but what is the tablet's own", () => {
  const steps: Step[] = [
    { type: "tablet", waysIn: ["phone", "code"], firstLanguage: "es" },
    { type: "language", language: "en" },
    { type: "reading", on: true },
    { type: "called" },
    ...found(ana),
    { type: "cover", cover: "idle" },
  ]
  const flow = follow(flowAfter(...steps), { type: "reset" })
  expect(flow).toEqual({ ...atWelcome(["phone", "code"], "es"), turn: flow.turn })
  expect(JSON.stringify(flow)).not.toContain("Ana")
})

test("a cover gives the screen back as it was", () => {
  const typed = flowAfter({ type: "way", way: "phone" }, ...type("661"))
  const covered = follow(typed, { type: "cover", cover: "language" })
  const spanish: Flow = follow(covered, { type: "language", language: "es" })
  expect(spanish).toMatchObject({ screen: typed.screen, cover: null, language: "es" })
})

test("a wrong PIN is wiped and can be typed again", () => {
  const asked = flowAfter({ type: "pin", staff: null }, ...type("123456"), { type: "ask", turn: 1 })
  const refused = follow(asked, { type: "pin refused", turn: 1, problem: "wrong" })
  expect(refused.screen).toMatchObject({ name: "pin", digits: "", problem: "wrong" })
  expect(follow(refused, { type: "digit", digit: "1" }).screen).toMatchObject({ digits: "1", problem: null })
})

import { expect, test } from "vitest"
import { cardIn, scanner } from "../../app/kiosk/scanner"

const token = "BEC0123456789ABCDEFGHJKMNPQ"

/** What a scanner or a hand types, a key every so many milliseconds: the keys that are left to others, and the cards. */
function typed(keys: string[], every: number) {
  const listen = scanner()
  const verdicts = keys.map((key, at) => ({ key, ...listen(key, at * every) }))
  return {
    left: verdicts.filter(({ mine }) => !mine).map(({ key }) => key),
    cards: verdicts.flatMap(({ card }) => card ?? []),
  }
}

test("what a scanner types is a card, and no digit of it goes elsewhere", () => {
  expect(token).toHaveLength(27)
  expect(typed([...token, "Enter"], 5)).toEqual({ left: ["B", "E"], cards: [token] })
  expect(typed([...token.toLowerCase(), "Tab"], 100)).toMatchObject({ cards: [token] })
})

test("keys that a scanner sends beside the letters do not disturb it", () => {
  const keys = [...token].flatMap((key) => ["Shift", key])
  expect(typed([...keys, "Enter"], 5).cards).toEqual([token])
})

test("digits typed by hand or fast are digits", () => {
  const keys = [..."6615550123", "Enter"]
  for (const every of [5, 300]) expect(typed(keys, every)).toEqual({ left: keys, cards: [] })
})

test("a card typed by hand is none", () => {
  expect(typed([...token, "Enter"], 300).cards).toEqual([])
})

test("a damaged scan does nothing, and its Enter presses nothing", () => {
  expect(typed([..."BEC01234", "Enter"], 5)).toEqual({ left: ["B", "E"], cards: [] })
})

test("a scan that follows other keys at once is still read", () => {
  expect(typed([..."12", ...token, "Enter"], 5).cards).toEqual([token])
  expect(typed([..."BE", ...token, "Enter"], 5).cards).toEqual([token])
})

test("only what looks like a member card is one", () => {
  expect(cardIn(` ${token.toLowerCase()} `)).toBe(token)
  for (const other of ["https://example.org", token.slice(1), `${token}0`, token.replace("Q", "U")])
    expect(cardIn(other)).toBeUndefined()
})

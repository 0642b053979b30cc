import fc from "fast-check"
import { expect, test } from "vitest"
import { issueCards } from "../../../lib/cards/issue"
import { cardCode, cardToken, TOKEN_ALPHABET } from "../../../lib/cards/schema"
import { codeInGroups } from "../../../lib/cards/words"
import { qrCode } from "../../../lib/core/qr"
import { addClient, openCentre } from "../../support/cast"

const centre = openCentre()

const token = fc
  .array(fc.constantFrom(...TOKEN_ALPHABET), { minLength: 24, maxLength: 24 })
  .map((letters) => `BEC${letters.join("")}`)
const code = fc.integer({ min: 0, max: 99_999_999 }).map((number) => String(number).padStart(8, "0"))
const space = fc.constantFrom("", " ", "\n", "\t", "\r\n", "  ")

test("what a scanner types of a card is its token, in any case and with space around it", () => {
  fc.assert(
    fc.property(token, space, space, fc.boolean(), (text, before, after, small) => {
      expect(cardToken.parse(before + (small ? text.toLowerCase() : text) + after)).toBe(text)
    }),
  )
})

test("the code on a card is read with spaces and dashes anywhere", () => {
  const gaps = fc.array(fc.constantFrom("", "", " ", "-", "–", " - ", "\u00a0"), {
    minLength: 9,
    maxLength: 9,
  })
  fc.assert(
    fc.property(code, gaps, (digits, between) => {
      const typed = between.map((gap, at) => gap + (digits[at] ?? "")).join("")
      expect(cardCode.parse(typed)).toBe(digits)
      expect(cardCode.parse(codeInGroups(digits))).toBe(digits)
    }),
  )
})

test.each([
  "",
  "BEC",
  "BEC0123456789ABCDEFGHJKMNP",
  "BEC0123456789ABCDEFGHJKMNPQR",
  "BEC0123456789ABCDEFGHJKMNPI",
  "BEC0123456789ABCDEFGHJKMNPÉ",
  "XYZ0123456789ABCDEFGHJKMNPQ",
  "https://example.org/BEC0123456789ABCDEFGHJKMNPQ",
  "BEC0123456789ABCDEFGHJKMNPQ\0",
])("%j is no card's token", (text) => {
  expect(cardToken.safeParse(text).success).toBe(false)
})

test.each(["", "1234567", "123456789", "1234567a", "١٢٣٤٥٦٧٨", "1234.5678", "12345678\0"])(
  "%j is no card's code",
  (text) => {
    expect(cardCode.safeParse(text).success).toBe(false)
  },
)

test("what is made has these shapes, is never alike, and fits a small QR code", async () => {
  const clients = await Promise.all(Array.from({ length: 100 }, () => addClient(centre)))
  await issueCards(centre.staff(), { clientIds: clients.map(({ id }) => id) })
  const made = await centre.sql<{ token: string; code: string }[]>`select token, code from member_cards`
  expect(made).toHaveLength(100)
  for (const { token, code } of made) {
    expect(cardToken.parse(token)).toBe(token)
    expect(cardCode.parse(code)).toBe(code)
    expect(qrCode(token).size).toBe(25 + 2 * 4)
  }
  const letters = new Set(made.flatMap(({ token }) => [...token.slice(3)]))
  expect([...letters].sort().join("")).toBe(TOKEN_ALPHABET)
  expect(new Set(made.map(({ token }) => token)).size).toBe(100)
})

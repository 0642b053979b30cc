import { expect, test } from "vitest"
import { grouped, isWhole } from "../../app/kiosk/digits"

test.each([
  ["", ""],
  ["661", "(661"],
  ["6615", "(661) 5"],
  ["6615550123", "(661) 555-0123"],
  ["1", "1"],
  ["16615550123", "1 (661) 555-0123"],
])("the phone number %s is shown as %s while it is typed", (digits, shown) => {
  expect(grouped("phone", digits)).toBe(shown)
})

test("codes are shown in two groups, a PIN not at all", () => {
  expect(grouped("code", "12345678")).toBe("1234 5678")
  expect(grouped("pairing", "1234")).toBe("1234")
  expect(grouped("pin", "123")).toBe("•••")
})

test("a number is whole with all its digits", () => {
  expect(isWhole("phone", "6615550123")).toBe(true)
  expect(isWhole("phone", "1661555012")).toBe(false)
  expect(isWhole("phone", "16615550123")).toBe(true)
  expect(isWhole("pin", "12345")).toBe(false)
})

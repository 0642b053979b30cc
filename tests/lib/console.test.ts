import { expect, test } from "vitest"
import { plainWords } from "../../lib/web/console"

test("of what a library writes to the console only plain words are kept", () => {
  expect(plainWords(["\u001b[32m✓\u001b[39m Ready in 312ms"])).toBe("✓ Ready in 312ms")
  expect(
    plainWords(["Failed for 'Ada Brooks' at /clients?q=Ada, +16615550142, ada@example.org", new Error("x")]),
  ).toBe("Failed for [quoted] at [left out] [left out] [left out]")
  expect(plainWords(['the name "Ada'])).toBe("the name [quoted]")
  expect(plainWords(["first line\nAda Brooks"])).toBe("first line")
  expect(plainWords([{ name: "Ada" }])).toBe("")
})

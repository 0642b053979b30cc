import { describe, expect, test } from "vitest"
import { hashPassword, isPassword, requireGoodPassword } from "../../../lib/users/password"

const nora = { name: "Nora Newcomer", email: "nora.nn@bec.example" }
const refusal = (password: string, owner = nora) => {
  try {
    requireGoodPassword(password, owner)
  } catch (error) {
    return (error as Error).message
  }
}

describe("a password", () => {
  test.each(["short", "", "elevenchars", "🎮".repeat(11)])(
    "of fewer than 12 characters is refused: %s",
    (password) => {
      expect(refusal(password)).toMatch(/at least 12/)
    },
  )

  test.each([
    "password1234",
    "passwordpassword",
    "PasswordPassword",
    "qwertyuiop123",
    "aaaaaaaaaaaa",
    "abababababab",
    "Password1234!",
    "123456789012",
    "iloveyou2024",
  ])("that everyone tries first is refused: %s", (password) => {
    expect(refusal(password)).toMatch(/common/)
  })

  test.each([
    "bakersfieldesports",
    "Bakersfield-eSports-Center",
    "BEC CRM BEC CRM 2026",
    "kernregionalcenter1",
  ])("that is the name of this place is refused: %s", (password) => {
    expect(refusal(password)).toMatch(/centre's name|common/)
  })

  test.each([
    "noranewcomer",
    "Nora Newcomer",
    "Nora-Newcomer1",
    "nora.nn@bec.example",
    "NORA.NN@BEC.EXAMPLE",
  ])("that is one's own name or e-mail is refused: %s", (password) => {
    expect(refusal(password)).toMatch(/name or e-mail/)
  })

  test.each([
    "seven green kettles hum",
    "correct-horse-battery",
    "ñandúes corren lejos",
    "ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ ਜੀ 7",
  ])("needs no digits, capitals or signs: %s", (password) => {
    expect(refusal(password)).toBeUndefined()
  })

  test("is hashed with argon2id, each time with another salt", async () => {
    const [one, two] = [await hashPassword("seven green kettles"), await hashPassword("seven green kettles")]
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(two)
    expect(await isPassword(one, "seven green kettles")).toBe(true)
    expect(await isPassword(one, "seven green kettle")).toBe(false)
  })

  test("is the same on every keyboard", async () => {
    const hash = await hashPassword("ñandúes corren".normalize("NFC"))
    expect(await isPassword(hash, "ñandúes corren".normalize("NFD"))).toBe(true)
  })

  test("is nobody's where there is no hash", async () => {
    expect(await isPassword(null, "a password that nobody has")).toBe(false)
    expect(await isPassword(undefined, "")).toBe(false)
  })
})

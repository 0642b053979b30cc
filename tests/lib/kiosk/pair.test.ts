import { describe, expect, test } from "vitest"
import { deviceBehind, pairDevice } from "../../../lib/kiosk/pair"
import { inMinutes, now, openCentre } from "../../support/cast"
import { pairingCode } from "../../support/tablet"

const centre = openCentre()
const codeOf = (code: string) => pairingCode(centre.db, { code, from: now })
const pair = (code: string, minutes = 0) => pairDevice(centre.visitor({ now: inMinutes(minutes) }), { code })

describe("a code", () => {
  test("lets one tablet in, which keeps the name and station that the admin gave", async () => {
    const { token } = await pair(await codeOf("11110000"))
    expect(await deviceBehind(centre.db, token)).toMatchObject({
      kind: "kiosk",
      name: "Front door",
      station: "Kiosk-Main",
    })
    await expect(pair("11110000")).rejects.toMatchObject({ kind: "invalid" })
  })

  test("may be typed with spaces", async () => {
    await codeOf("22220000")
    await expect(pair(" 2222 0000 ")).resolves.toMatchObject({ token: expect.any(String) })
  })

  test("works for 10 minutes", async () => {
    await codeOf("33330000")
    await expect(pair("33330000", 10)).rejects.toMatchObject({ kind: "invalid" })
    await expect(pair("33330000", 9.9)).resolves.toMatchObject({ token: expect.any(String) })
  })

  test("lets only one of two tablets in that send it in the same moment", async () => {
    await codeOf("44440000")
    const answers = await Promise.allSettled([pair("44440000"), pair("44440000"), pair("44440000")])
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
  })

  test.each(["", "1234567", "123456789", "abcdefgh", "00000000"])(
    "such as %j that nobody made is refused",
    async (code) => {
      await expect(pair(code)).rejects.toMatchObject({ kind: "invalid" })
    },
  )
})

test("a credential opens nothing that nobody has, or whose tablet was cut off, and the two are told apart", async () => {
  const { token } = await pair(await codeOf("55550000"))
  expect(await deviceBehind(centre.db, "made up")).toBe("unpaired")
  await centre.sql`update kiosk_devices set revoked_at = now()`
  expect(await deviceBehind(centre.db, token)).toBe("revoked")
})

test("only hashes of codes and credentials are kept", async () => {
  const { token } = await pair(await codeOf("66660000"))
  const [found] = await centre.sql`
    select count(*)::int as kept from kiosk_devices d, kiosk_pairing_codes c
    where d::text like ${`%${token}%`} or c::text like '%66660000%'`
  expect(found?.kept).toBe(0)
})

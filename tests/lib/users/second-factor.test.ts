import { beforeEach, describe, expect, test } from "vitest"
import { sealerFrom } from "../../../lib/core/crypto"
import { only } from "../../../lib/core/only"
import type { Context } from "../../../lib/core/operation"
import { changeSetting } from "../../../lib/settings/change"
import { inviteUser } from "../../../lib/users/invite"
import {
  confirmSecondFactor,
  makeRecoveryCodes,
  offerSecondFactor,
  removeSecondFactor,
  resetSecondFactor,
  secondFactor,
} from "../../../lib/users/second-factor"
import { setPassword } from "../../../lib/users/set-password"
import { signIn } from "../../../lib/users/sign-in"
import { codeAt, newSecret, stepAt, stepOf } from "../../../lib/users/totp"
import { inMinutes, now, openCentre } from "../../support/cast"
import { wordsFoundIn } from "../database"

const centre = openCentre()
const password = "seven green kettles hum"
const inSeconds = (seconds: number) => inMinutes(seconds / 60)

type Try = { code?: string; password?: string; at?: Date; ctx?: Partial<Context> }
type Person = Awaited<ReturnType<typeof addPerson>>

let number = 0
async function addPerson(role: "admin" | "staff" = "staff") {
  const email = `user${number++}@bec.example`
  const { id, token } = await inviteUser(centre.admin(), { name: "Nora New", email, role })
  await setPassword(centre.visitor(), { token, password })
  const sessionId = "01a208c2-d254-70d9-80c3-770aa8680818"
  const as = centre.contextOf({ kind: "user", id, name: "Nora New", role, sessionId })
  const enter = ({ code = "", password: given = password, at = now, ctx }: Try = {}) =>
    signIn(centre.visitor({ now: at, ...ctx }), { email, password: given, code })
  return { id, email, as, enter }
}

/** Somebody whose second factor is on since an hour, so that codes of now are new. */
async function addPersonWithCode(role: "admin" | "staff" = "staff") {
  const person = await addPerson(role)
  const before = person.as({ now: inMinutes(-60) })
  const { secret } = await offerSecondFactor(before, {})
  const { recoveryCodes } = await confirmSecondFactor(before, {
    secret,
    code: codeAt(secret, inMinutes(-60)),
  })
  return { ...person, secret, recoveryCodes, code: codeAt(secret, now) }
}

const wrong = { code: "wrong" }
const needed = { code: "needed" }
const inside = { sessionId: expect.any(String) }
const countSessions = async ({ id }: { id: string }) =>
  only(await centre.sql<{ count: number }[]>`select count(*)::int from sessions where user_id = ${id}`).count

describe("a code is worked out as RFC 6238 says", () => {
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

  test.each([
    [59, "94287082"],
    [1111111109, "07081804"],
    [1111111111, "14050471"],
    [1234567890, "89005924"],
    [2000000000, "69279037"],
    [20000000000, "65353130"],
  ])("at %i seconds", (seconds, eightDigits) => {
    const moment = new Date(seconds * 1000)
    const code = eightDigits.slice(-6)
    expect(codeAt(secret, moment)).toBe(code)
    expect(stepOf(code, secret, moment, null)).toBe(Math.floor(seconds / 30))
  })

  test("and counts one step before and after its own, and no longer", () => {
    const code = codeAt(secret, now)
    const at = (steps: number) => stepOf(code, secret, inSeconds(30 * steps), null)
    expect([-2, -1, 0, 1, 2].map(at)).toEqual([null, stepAt(now), stepAt(now), stepAt(now), null])
    expect(stepOf(code, secret, now, stepAt(now))).toBeNull()
    expect(stepOf(code, secret, now, stepAt(now) - 1)).toBe(stepAt(now))
  })

  test.each(["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "-12345"])("and %j is none", (code) => {
    expect(stepOf(code, secret, now, null)).toBeNull()
  })
})

describe("signing in with a second factor", () => {
  test("asks for a code after the right password, and lets in with it", async () => {
    const nora = await addPersonWithCode()
    expect(await nora.enter()).toEqual(needed)
    expect(await nora.enter({ code: "  " })).toEqual(needed)
    expect(await countSessions(nora)).toBe(0)
    expect(await nora.enter({ code: `${nora.code.slice(0, 3)} ${nora.code.slice(3)}` })).toMatchObject(inside)
  })

  test("takes the code of the step before and after, and no other", async () => {
    for (const [seconds, answer] of [
      [-60, wrong],
      [-30, inside],
      [30, inside],
      [60, wrong],
    ] as const) {
      const nora = await addPersonWithCode()
      expect(await nora.enter({ code: codeAt(nora.secret, inSeconds(seconds)) })).toMatchObject(answer)
    }
  })

  test("takes no code twice, nor one that is older than the last", async () => {
    const nora = await addPersonWithCode()
    expect(await nora.enter({ code: nora.code })).toMatchObject(inside)
    expect(await nora.enter({ code: nora.code })).toEqual(wrong)
    expect(await nora.enter({ code: codeAt(nora.secret, inSeconds(-30)) })).toEqual(wrong)
    expect(await nora.enter({ code: codeAt(nora.secret, inSeconds(30)) })).toMatchObject(inside)
  })

  test("does not take the code that turned it on", async () => {
    const nora = await addPerson()
    const secret = newSecret()
    await confirmSecondFactor(nora.as(), { secret, code: codeAt(secret, now) })
    expect(await nora.enter({ code: codeAt(secret, now) })).toEqual(wrong)
  })

  test("starts exactly one session when one code comes many times at once", async () => {
    const nora = await addPersonWithCode()
    const answers = await Promise.all(Array.from({ length: 4 }, () => nora.enter({ code: nora.code })))
    expect(answers.filter((answer) => answer && "sessionId" in answer)).toHaveLength(1)
    expect(await countSessions(nora)).toBe(1)
  })

  test("tells nothing to who has the right code and a wrong password, and leaves the code unused", async () => {
    const nora = await addPersonWithCode()
    for (const code of ["", nora.code, nora.recoveryCodes[0], "000000"])
      expect(await nora.enter({ code, password: "not the password" })).toBeNull()
    expect(await nora.enter({ code: nora.code })).toMatchObject(inside)
  })

  test("asks for no code where none is set up, whatever comes", async () => {
    const nora = await addPerson()
    expect(await nora.enter({ code: "000000" })).toMatchObject(inside)
  })

  test("is locked by five wrong tries, codes and passwords together", async () => {
    const nora = await addPersonWithCode()
    for (const code of ["111111", "nonsense", "222222"]) expect(await nora.enter({ code })).toEqual(wrong)
    expect(await nora.enter({ password: "not the password" })).toBeNull()
    expect(await nora.enter({ code: "333333" })).toEqual(wrong)
    expect(await nora.enter({ code: nora.code })).toBeNull()
    expect(await nora.enter()).toBeNull()
    const later = inMinutes(15)
    expect(await nora.enter({ code: codeAt(nora.secret, later), at: later })).toMatchObject(inside)
  })

  test("gets no new guesses from the password alone", async () => {
    const nora = await addPersonWithCode()
    for (let time = 0; time < 5; time++) {
      expect(await nora.enter()).toEqual(needed)
      expect(await nora.enter({ code: "000000" })).toEqual(wrong)
    }
    expect(await nora.enter({ code: nora.code })).toBeNull()
  })
})

describe("a recovery code", () => {
  test("lets in once, however it is typed, and the audit log tells how many are left", async () => {
    const nora = await addPersonWithCode()
    const [first = "", second = ""] = nora.recoveryCodes
    expect(nora.recoveryCodes).toHaveLength(10)
    expect(new Set(nora.recoveryCodes).size).toBe(10)
    expect(await nora.enter({ code: first })).toMatchObject(inside)
    expect(await nora.enter({ code: first })).toEqual(wrong)
    const sloppy = ` ${second.toUpperCase().replaceAll("-", " ").replaceAll("0", "O").replaceAll("1", "I")} `
    expect(await nora.enter({ code: sloppy })).toMatchObject(inside)
    expect(await secondFactor(nora.as(), {})).toMatchObject({ codesLeft: 8 })
    const [event] = await centre.sql`
      select data from events where type = 'user.recovery_code_used' order by id desc limit 1`
    expect(event).toEqual({ data: { userId: nora.id, left: 8 } })
  })

  test("starts exactly one session when it comes many times at once", async () => {
    const nora = await addPersonWithCode()
    const code = nora.recoveryCodes[3]
    const answers = await Promise.all(Array.from({ length: 4 }, () => nora.enter({ code })))
    expect(answers.filter((answer) => answer && "sessionId" in answer)).toHaveLength(1)
  })

  test("opens only its own account, and stops working when new ones are made", async () => {
    const [nora, olga] = [await addPersonWithCode(), await addPersonWithCode()]
    expect(await nora.enter({ code: olga.recoveryCodes[0] })).toEqual(wrong)
    const { recoveryCodes } = await makeRecoveryCodes(nora.as(), { password })
    expect(await nora.enter({ code: nora.recoveryCodes[0] })).toEqual(wrong)
    expect(await nora.enter({ code: recoveryCodes[0] })).toMatchObject(inside)
  })

  test("has at least 112 bits, and cannot be read out of the database; nor can the secret", async () => {
    const nora = await addPersonWithCode()
    for (const code of nora.recoveryCodes)
      expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){5}$/)
    const bare = nora.recoveryCodes.map((code) => code.replaceAll("-", ""))
    expect(await wordsFoundIn(centre.sql, [nora.secret, ...nora.recoveryCodes, ...bare])).toEqual([])
  })
})

describe("the kept secret", () => {
  const keptOf = async ({ id }: Person) =>
    only(await centre.sql<{ secret: string }[]>`select totp_secret as secret from users where id = ${id}`)
      .secret
  const keep = ({ id }: Person, secret: string) =>
    centre.sql`update users set totp_secret = ${secret} where id = ${id}`

  test("is of no use with another key, while recovery codes still are", async () => {
    const nora = await addPersonWithCode()
    const ctx = { sealer: sealerFrom("another secret of at least thirty-two characters") }
    await expect(nora.enter({ code: nora.code, ctx })).rejects.toThrow()
    expect(await nora.enter({ code: nora.recoveryCodes[0], ctx })).toMatchObject(inside)
    expect(await nora.enter({ code: nora.code })).toMatchObject(inside)
  })

  test("is not accepted after it was changed, cut, or moved to another user's row", async () => {
    const [nora, olga] = [await addPersonWithCode(), await addPersonWithCode()]
    const kept = await keptOf(nora)
    const other = kept.at(-2) === "A" ? "B" : "A"
    for (const forged of [
      kept.slice(0, -2) + other + kept.slice(-1),
      kept.slice(0, -8),
      kept.slice(3),
      "v1.",
      nora.secret,
      await keptOf(olga),
    ]) {
      await keep(nora, forged)
      await expect(nora.enter({ code: nora.code }), forged).rejects.toThrow()
      await expect(nora.enter({ code: codeAt(olga.secret, now) }), forged).rejects.toThrow()
    }
    expect(await countSessions(nora)).toBe(0)
    await keep(nora, kept)
    expect(await nora.enter({ code: nora.code })).toMatchObject(inside)
  })

  test("is sealed anew each time", async () => {
    const sealer = sealerFrom("a secret")
    expect(sealer.seal("same", "for you")).not.toBe(sealer.seal("same", "for you"))
    expect(sealer.unseal(sealer.seal("same", "for you"), "for you")).toBe("same")
    expect(() => sealer.unseal(sealer.seal("same", "for you"), "for me")).toThrow()
  })
})

describe("one's own second factor", () => {
  const refused = (field: string) => ({ kind: "invalid", details: { fields: [{ field }] } })

  test("is off until a code of the app was shown", async () => {
    const nora = await addPerson()
    const { secret, qr } = await offerSecondFactor(nora.as(), {})
    expect(qr.path).toMatch(/^M4 4h7v1/)
    await expect(confirmSecondFactor(nora.as(), { secret, code: "000000" })).rejects.toMatchObject(
      refused("code"),
    )
    expect(await nora.enter()).toMatchObject(inside)
    expect(await secondFactor(nora.as(), {})).toEqual({ onSince: null, codesLeft: 0, required: false })
    await confirmSecondFactor(nora.as(), { secret, code: codeAt(secret, now) })
    expect(await nora.enter()).toEqual(needed)
    expect(await secondFactor(nora.as(), {})).toEqual({ onSince: now, codesLeft: 10, required: false })
  })

  test("moves to another phone with the password, and the old phone is out", async () => {
    const nora = await addPersonWithCode()
    const secret = newSecret()
    const phone = { secret, code: codeAt(secret, now) }
    for (const given of [undefined, "", "not the password"])
      await expect(confirmSecondFactor(nora.as(), { ...phone, password: given })).rejects.toMatchObject(
        refused("password"),
      )
    await confirmSecondFactor(nora.as(), { ...phone, password })
    const later = inMinutes(1)
    expect(await nora.enter({ code: codeAt(nora.secret, later), at: later })).toEqual(wrong)
    expect(await nora.enter({ code: nora.recoveryCodes[0], at: later })).toEqual(wrong)
    expect(await nora.enter({ code: codeAt(secret, later), at: later })).toMatchObject(inside)
  })

  test("is removed, and given new recovery codes, only with the password", async () => {
    const nora = await addPersonWithCode()
    for (const act of [removeSecondFactor, makeRecoveryCodes])
      await expect(act(nora.as(), { password: "not the password" })).rejects.toMatchObject(
        refused("password"),
      )
    expect(await nora.enter()).toEqual(needed)
    await removeSecondFactor(nora.as(), { password })
    expect(await nora.enter()).toMatchObject(inside)
    await expect(makeRecoveryCodes(nora.as(), { password })).rejects.toMatchObject({ kind: "conflict" })
    const left = await centre.sql`select from recovery_codes where user_id = ${nora.id}`
    expect(left).toHaveLength(0)
  })

  test("of a lost phone is removed by an admin or the operator, but no admin removes their own that way", async () => {
    const admin = await addPersonWithCode("admin")
    for (const ctx of [centre.admin(), centre.system()]) {
      const nora = await addPersonWithCode()
      await resetSecondFactor(ctx, { id: nora.id })
      expect(await nora.enter()).toMatchObject(inside)
      const [event] =
        await centre.sql`select type, actor_name, data from events order by id desc offset 1 limit 1`
      expect(event).toMatchObject({ type: "user.second_factor_removed", data: { userId: nora.id } })
    }
    await expect(resetSecondFactor(admin.as(), { id: admin.id })).rejects.toMatchObject({ kind: "forbidden" })
  })
})

describe("where admins need a second factor", () => {
  beforeEach(async () => {
    await changeSetting(centre.admin(), { name: "adminsNeedCode", value: true })
    return async () => {
      await changeSetting(centre.admin(), { name: "adminsNeedCode", value: false })
    }
  })

  test("an admin keeps theirs, may change its phone, and staff may do without", async () => {
    const admin = await addPersonWithCode("admin")
    await expect(removeSecondFactor(admin.as(), { password })).rejects.toMatchObject({ kind: "conflict" })
    expect(await secondFactor(admin.as(), {})).toMatchObject({ required: true })
    expect(await admin.enter()).toEqual(needed)
    const secret = newSecret()
    await confirmSecondFactor(admin.as(), { secret, code: codeAt(secret, now), password })
    const staff = await addPersonWithCode("staff")
    await removeSecondFactor(staff.as(), { password })
    expect(await secondFactor(staff.as(), {})).toMatchObject({ onSince: null, required: false })
  })

  test("an admin who lost the phone is helped by another, and adds a new one", async () => {
    const admin = await addPersonWithCode("admin")
    await resetSecondFactor(centre.admin(), { id: admin.id })
    expect(await admin.enter()).toMatchObject(inside)
    expect(await secondFactor(admin.as(), {})).toEqual({ onSince: null, codesLeft: 0, required: true })
  })
})

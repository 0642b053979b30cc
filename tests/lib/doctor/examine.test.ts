import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { type Check, fail, pass } from "../../../lib/doctor/check"
import { checklistOf } from "../../../lib/doctor/checklist"
import { checks } from "../../../lib/doctor/checks"
import { examine, findings } from "../../../lib/doctor/examine"
import { groups, tally } from "../../../lib/doctor/words"
import { openCentre } from "../../support/cast"
import { patientOf, sound } from "./patient"

const centre = openCentre()
const patient = patientOf(centre)
const check = (id: string, look: Check["look"], after?: string[]): Check => ({
  id,
  group: "Clock",
  title: id,
  remedy: "Wind it.",
  look,
  ...(after && { after }),
})
const never = () => new Promise<never>(() => {})
const told = async (...some: Check[]) =>
  (await findings(some, patient, 200)).map(({ id, state, says }) => `${id} ${state}: ${says}`)

describe("an examination", () => {
  test("is held up by nobody: who does not answer fails, and the others are told", async () => {
    expect(
      await told(
        check("a", never),
        check("b", () => pass("Fine.")),
        check("c", never),
      ),
    ).toEqual([
      "a fail: There was no answer within 0.2 seconds.",
      "b pass: Fine.",
      "c fail: There was no answer within 0.2 seconds.",
    ])
  })

  test("tells of a check that fails itself by its kind, not by a message that could quote something", async () => {
    const broken = async () => {
      throw new Error("select * from Rosalind Quill", {
        cause: Object.assign(new Error("x"), { code: "ECONNREFUSED" }),
      })
    }
    expect(
      await told(
        check("a", broken),
        check("b", () => JSON.parse("Rosalind")),
      ),
    ).toEqual([
      "a fail: It cannot be looked at (ECONNREFUSED).",
      "b fail: It cannot be looked at (SyntaxError).",
    ])
  })

  test("does not look at what cannot be reached", async () => {
    const broken = check("a", () => fail("Gone."))
    expect(
      await told(
        broken,
        check("b", () => pass("Fine."), ["a"]),
        check("c", () => pass("Fine."), ["b"]),
      ),
    ).toEqual([
      "a fail: Gone.",
      "b skip: What it looks at cannot be reached.",
      "c skip: What it looks at cannot be reached.",
    ])
  })

  test("of a start looks at what stops it, in production at more, and at what those need", async () => {
    const ids = async (given: typeof sound) =>
      (await examine(centre.system(), { given, redis: null, clock: Date.now, only: "start" })).map(
        ({ id }) => id,
      )
    expect(await ids({ APP_ENV: "test" })).toEqual([
      "settings.sound",
      "database.reachable",
      "database.version",
      "database.migrations",
    ])
    expect(await ids(sound)).toEqual(checks.filter(({ stopsStart }) => stopsStart).map(({ id }) => id))
  })

  test("names all that is wrong at once, with the remedies", async () => {
    const found = await examine(centre.admin(), {
      given: { ...sound, AUTH_SECRET: "short", APP_URL: "http://crm.bec.test", KIOSK_URL: "nonsense" },
      redis: null,
      clock: Date.now,
      only: "start",
    })
    const failed = found.filter(({ state }) => state === "fail").map(({ says }) => says)
    expect(failed).toEqual([
      "KIOSK_URL: Invalid URL",
      "AUTH_SECRET: must have at least 32 characters",
      "APP_URL: must begin with https://; KIOSK_URL: must begin with https://",
    ])
    expect(found.every(({ remedy }) => /^[A-Z].*[^;]$/.test(remedy))).toBe(true)
    expect(tally(found)).toMatch(/^3 fail, 0 warnings, \d+ pass, 0 not looked at$/)
  })
})

describe("the table of checks", () => {
  test("names each check once, in a group that is shown, after those it needs", () => {
    const ids = checks.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [place, { after = [], group, stopsStart }] of checks.entries()) {
      expect(groups).toContain(group)
      for (const id of after) expect(ids.slice(0, place)).toContain(id)
      // A start that leaves out what a check needs would leave out the check.
      if (stopsStart)
        for (const id of after) expect(checks.find((one) => one.id === id)?.stopsStart).toBe("always")
    }
  })

  test("is what PRODUCTION_CHECKLIST.md says: npx tsx scripts/checklist.ts renews it", () => {
    expect(readFileSync("PRODUCTION_CHECKLIST.md", "utf8")).toBe(checklistOf(checks))
  })
})

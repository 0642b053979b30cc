import { expect, test } from "vitest"
import { atWelcome, follow } from "../../app/kiosk/flow"
import { patience } from "../../app/kiosk/patience"
import type { Step } from "../../app/kiosk/steps"

const settings = { centerName: "BEC", waysIn: ["phone" as const], successSeconds: 8, idleSeconds: 60 }
const waits = (steps: Step[], more: Partial<typeof settings> = {}) =>
  patience(steps.reduce(follow, atWelcome(["phone"], "en")), { ...settings, ...more })
const kept: Step[] = [
  { type: "ask", turn: 1 },
  { type: "kept", turn: 1 },
]

test("the first screen waits for ever, unless somebody touched it and went away", () => {
  expect(waits([])).toBeUndefined()
  expect(waits([{ type: "language", language: "es" }])).toEqual({ seconds: 60, step: { type: "reset" } })
  expect(waits([{ type: "reading", on: true }])).toEqual({ seconds: 60, step: { type: "reset" } })
})

test("whoever does nothing is asked whether they are there, and has 20 seconds more", () => {
  expect(waits([{ type: "begin" }])).toEqual({ seconds: 60, step: { type: "cover", cover: "idle" } })
  const asked: Step[] = [{ type: "begin" }, { type: "cover", cover: "idle" }]
  expect(waits(asked)).toEqual({ seconds: 20, step: { type: "reset" } })
})

test("success goes by itself after its time, or waits to be touched", () => {
  expect(waits(kept)).toEqual({ seconds: 8, step: { type: "reset" } })
  expect(waits(kept, { successSeconds: 0 })).toBeUndefined()
})

test("choosing a language takes as long as it takes, also after success", () => {
  expect(waits([...kept, { type: "cover", cover: "language" }])).toEqual({
    seconds: 60,
    step: { type: "cover", cover: "idle" },
  })
})

import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { limiter } from "../../../lib/core/rate-limit"

const start = new Date("2026-03-10T18:00:00Z")
const seconds = (number: number) => vi.setSystemTime(start.getTime() + number * 1000)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: start })
})
afterEach(() => {
  vi.useRealTimers()
})

const fivePerMinute = () => limiter({ name: "test", allowed: 5, windowSeconds: 60 }, null)
const useTimes = async ({ use }: ReturnType<typeof limiter>, times: number, key = "a") => {
  const verdicts = []
  for (let time = 0; time < times; time++) verdicts.push((await use(key)).ok)
  return verdicts.filter(Boolean).length
}

test("so many uses pass and the next is told when to come back", async () => {
  const limit = fivePerMinute()
  expect(await useTimes(limit, 8)).toBe(5)
  seconds(20)
  expect(await limit.use("a")).toEqual({ ok: false, retryAfterSeconds: 40 })
})

test("each key has a count of its own", async () => {
  const limit = fivePerMinute()
  await useTimes(limit, 9)
  expect(await useTimes(limit, 9, "b")).toBe(5)
})

test("looking counts nothing", async () => {
  const limit = fivePerMinute()
  for (let time = 0; time < 20; time++) expect((await limit.peek("a")).ok).toBe(true)
  expect(await useTimes(limit, 9)).toBe(5)
  expect((await limit.peek("a")).ok).toBe(false)
})

test("what is given back can be used again, and no more than was used", async () => {
  const limit = fivePerMinute()
  for (let time = 0; time < 9; time++) {
    expect((await limit.use("a")).ok).toBe(true)
    await limit.giveBack("a")
  }
  for (let time = 0; time < 9; time++) await limit.giveBack("a")
  expect(await useTimes(limit, 9)).toBe(5)
})

test("the window slides: two bursts on both sides of a border are not twice the limit", async () => {
  const limit = fivePerMinute()
  seconds(59)
  expect(await useTimes(limit, 9)).toBe(5)
  seconds(61)
  expect(await useTimes(limit, 9)).toBeLessThanOrEqual(1)
  seconds(60 + 119)
  expect(await useTimes(limit, 9)).toBeGreaterThanOrEqual(4)
})

test("many strangers do not fill the memory for good, and do not free somebody who is limited", async () => {
  const limit = fivePerMinute()
  await useTimes(limit, 5)
  for (let index = 0; index < 12_000; index++) await limit.use(`stranger ${index}`)
  expect((await limit.peek("a")).ok).toBe(false)
})

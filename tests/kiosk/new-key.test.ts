import { afterEach, expect, test, vi } from "vitest"
import { z } from "zod"
import { newKey } from "../../app/kiosk/new-key"

afterEach(() => vi.unstubAllGlobals())

test("keys are random UUIDs, also where the browser makes none", () => {
  expect(z.uuidv4().safeParse(newKey()).success).toBe(true)
  const getRandomValues = crypto.getRandomValues.bind(crypto)
  vi.stubGlobal("crypto", { getRandomValues })
  const keys = Array.from({ length: 200 }, newKey)
  expect(keys.filter((key) => !z.uuidv4().safeParse(key).success)).toEqual([])
  expect(new Set(keys).size).toBe(200)
})

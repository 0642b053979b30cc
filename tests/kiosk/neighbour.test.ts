import { expect, test } from "vitest"
import { neighbour } from "../../app/kiosk/neighbour"

/** The keys of a pad, three in a row, and a wide button below. */
const keys = Array.from({ length: 9 }, (_, at) => {
  const [left, top] = [(at % 3) * 100, Math.floor(at / 3) * 100]
  return { left, top, right: left + 90, bottom: top + 90 }
})
const boxes = [...keys, { left: 0, top: 320, right: 290, bottom: 400 }]
const from = (at: number, arrow: string) => neighbour(boxes[at] as (typeof boxes)[0], boxes, arrow)

test("arrows go to the next key in their direction, and stop at the edge", () => {
  expect(from(4, "ArrowRight")).toBe(5)
  expect(from(4, "ArrowLeft")).toBe(3)
  expect(from(4, "ArrowUp")).toBe(1)
  expect(from(4, "ArrowDown")).toBe(7)
  expect(from(7, "ArrowDown")).toBe(9)
  expect(from(9, "ArrowUp")).toBe(7)
  expect(from(2, "ArrowUp")).toBe(-1)
})

import { describe, expect, test } from "vitest"
import type { Result } from "../../bench/limit"
import { missedIn } from "../../bench/missed"

const load = { perSecond: 100, p50: 2, p99: 8, errors: 0, answers: 500 }

/** Everything is as it is wanted, each figure at its very edge, but for what is given. */
const resultOf = ({
  wanted,
  product,
  limit,
  asked,
  ...other
}: Partial<Omit<Result, "product" | "limit" | "wanted" | "asked">> & {
  wanted?: Partial<Result["wanted"]>
  product?: Partial<Result["product"]>
  limit?: Partial<Result["limit"]>
  asked?: Partial<Result["asked"]["product"]>
}): Result => ({
  name: "get a client",
  connections: 8,
  ratio: 0.12,
  ...other,
  wanted: { share: 0.12, sqlTimes: 1.5, sqlMs: 3, statements: 4, spread: 4, ...wanted },
  product: { ...load, ...product },
  limit: { ...load, ...limit },
  asked: { product: { statements: 4.04, ms: 3, ...asked }, limit: { statements: 1, ms: 2 } },
})

const figuresOf = (...results: Result[]) => missedIn(results).map(({ figure }) => figure)

test("what is as it is wanted, also just so, is not missed", () => {
  expect(missedIn([resultOf({})])).toEqual([])
})

describe("each figure is missed by itself", () => {
  test.each<[string, Parameters<typeof resultOf>[0]]>([
    ["share of the limit", { ratio: 0.119 }],
    ["share of the limit", { ratio: Number.NaN }],
    ["errors", { product: { errors: 1 } }],
    ["errors", { limit: { errors: 1 } }],
    ["p99 / p50", { product: { p99: 8.1 } }],
    ["p99 / p50", { product: { p50: 0, p99: 0 } }],
    ["statements", { asked: { statements: 4.06 } }],
    ["SQL / the limit's", { asked: { ms: 3.01 }, wanted: { sqlMs: 4 } }],
    ["ms of SQL", { wanted: { sqlMs: 2.99 } }],
  ])("%s: %j", (figure, given) => {
    expect(figuresOf(resultOf(given))).toEqual([figure])
  })
})

test("what is not wanted is not judged", () => {
  const open = { share: 0, sqlTimes: undefined, sqlMs: undefined, statements: undefined, spread: undefined }
  expect(
    missedIn([resultOf({ wanted: open, product: { p99: 99 }, asked: { statements: 9, ms: 9 } })]),
  ).toEqual([])
})

test("what is asked of the database is told once, and the share for each number of connections", () => {
  const slow = { ratio: 0.01, asked: { statements: 9 } }
  const results = [1, 8, 32].map((connections) => resultOf({ ...slow, connections }))
  expect(missedIn(results)).toMatchObject([
    { connections: 1, figure: "share of the limit" },
    { figure: "statements", wanted: "at most 4", measured: 9 },
    { connections: 8, figure: "share of the limit" },
    { connections: 32, figure: "share of the limit", wanted: "at least 0.12", measured: 0.01 },
  ])
})

test("the deep page is held beside the first, at the connections named alone", () => {
  const first = resultOf({ name: "first page", product: { p50: 10, p99: 20 } })
  const deep = (connections: number, p50: number) =>
    resultOf({
      name: "deep page",
      connections,
      product: { p50, p99: p50 },
      wanted: { beside: { name: "first page", times: 1.2, connections: 8 } },
    })
  expect(figuresOf(first, deep(8, 12))).toEqual([])
  expect(figuresOf(first, deep(8, 12.1))).toEqual(["p50 / p50 of first page"])
  expect(figuresOf(first, deep(1, 99))).toEqual([])
})

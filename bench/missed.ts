import type { Result } from "./limit"

/** A figure that is not as it is wanted. */
export type Missed = {
  operation: string
  connections?: number
  figure: string
  wanted: string
  measured: number
}

/** Every figure that is not met; of each at most and at least, what is no number is not met either. */
export function missedIn(results: Result[]): Missed[] {
  return results.flatMap((result, index) => {
    const isFirst = results.findIndex(({ name }) => name === result.name) === index
    return [...timesOf(result), ...besideOf(result, results), ...(isFirst ? askingOf(result) : [])]
  })
}

/** It as a row of a table. */
export const rowOf = ({ operation, connections, figure, wanted, measured }: Missed) => ({
  operation,
  connections: connections ?? "",
  figure,
  wanted,
  measured: Number(measured.toPrecision(3)),
})

function timesOf({ name, connections, ratio, wanted, product, limit }: Result): Missed[] {
  const at = { operation: name, connections }
  return [
    ...atLeast({ ...at, figure: "share of the limit", measured: ratio }, wanted.share),
    ...atMost({ ...at, figure: "errors", measured: product.errors + limit.errors }, 0),
    ...atMost({ ...at, figure: "p99 / p50", measured: product.p99 / product.p50 }, wanted.spread),
  ]
}

function besideOf({ name, connections, wanted, product }: Result, results: Result[]): Missed[] {
  const { beside } = wanted
  const other = results.find((one) => one.name === beside?.name && one.connections === beside.connections)
  if (!beside || !other || connections !== beside.connections) return []
  const figure = `p50 / p50 of ${beside.name}`
  return atMost(
    { operation: name, connections, figure, measured: product.p50 / other.product.p50 },
    beside.times,
  )
}

function askingOf({ name, wanted, asked: { product, limit } }: Result): Missed[] {
  // What is noted once a minute is no statement of each request.
  const statements = Math.round(product.statements * 10) / 10
  return [
    ...atMost({ operation: name, figure: "statements", measured: statements }, wanted.statements),
    ...atMost(
      { operation: name, figure: "SQL / the limit's", measured: product.ms / limit.ms },
      wanted.sqlTimes,
    ),
    ...atMost({ operation: name, figure: "ms of SQL", measured: product.ms }, wanted.sqlMs),
  ]
}

type Measured = Omit<Missed, "wanted">

const atMost = (figure: Measured, most?: number): Missed[] =>
  most === undefined || figure.measured <= most ? [] : [{ ...figure, wanted: `at most ${most}` }]

const atLeast = (figure: Measured, least: number): Missed[] =>
  figure.measured >= least ? [] : [{ ...figure, wanted: `at least ${least}` }]

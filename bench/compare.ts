import { readFileSync } from "node:fs"
import type { Result } from "./limit"

/** Prints how the shares of the limit, and the statements of a request, changed from one run to another. */
export function compare(before: string, after: string): void {
  const earlier = new Map(resultsIn(before).map((result) => [keyOf(result), result]))
  const rows = resultsIn(after).map((result) => {
    const was = earlier.get(keyOf(result))
    return {
      operation: result.name,
      connections: result.connections,
      before: was?.ratio.toFixed(3) ?? "",
      after: result.ratio.toFixed(3),
      change: was ? `${((result.ratio / was.ratio - 1) * 100).toFixed(0)} %` : "",
      statements: `${was?.asked.product.statements.toFixed(1) ?? ""} to ${result.asked.product.statements.toFixed(1)}`,
    }
  })
  console.table(rows)
}

const resultsIn = (file: string): Result[] => JSON.parse(readFileSync(file, "utf8")).results

const keyOf = ({ name, connections }: Result) => `${name} at ${connections}`

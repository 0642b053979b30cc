import type { CsvRecord } from "./parse"

/**
 * Why a record is not what its writer meant, or null: a quotation mark that is not closed swallows the lines behind it, and a
 * comma without quotation marks shifts the cells.
 */
export function shapeProblem({ line, cells, quote }: CsvRecord, columns: number): string | null {
  if (quote && cells.some((cell) => cell.includes("\n")))
    return `A quotation mark in line ${line} is not closed: the lines behind it lie in this row. Close it and load the file again.`
  const filled = cells.findLastIndex((cell) => cell.trim() !== "") + 1
  return filled > columns ? "More cells than headings: is there a comma without quotation marks?" : null
}

import { existsSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"

/** The requirements of ASVS 5.0.0 on levels 1 and 2; how many there are in each section, but for those of level 3. */
const required = [
  ...`
  1.1: 1-2    1.2: 1-9    1.3: 1-11   1.4: 1-3   1.5: 1-2   2.1: 1-3   2.2: 1-3   2.3: 1-4   2.4: 1
  3.2: 1-2    3.3: 1-4    3.4: 1-6    3.5: 1-5   3.7: 1-2   4.1: 1-3   4.2: 1     4.3: 1-2   4.4: 1-4
  5.1: 1      5.2: 1-3    5.3: 1-2    5.4: 1-3   6.1: 1-3   6.2: 1-12  6.3: 1-4   6.4: 1-4   6.5: 1-5   6.6: 1-3   6.8: 1-4
  7.1: 1-3    7.2: 1-4    7.3: 1-2    7.4: 1-5   7.5: 1-2   7.6: 1-2   8.1: 1-2   8.2: 1-3   8.3: 1     8.4: 1
  9.1: 1-3    9.2: 1-4    10.1: 1-2   10.2: 1-2  10.3: 1-4  10.4: 1-11 10.5: 1-5  10.6: 1-2  10.7: 1-3
  11.1: 1-2   11.2: 1-3   11.3: 1-3   11.4: 1-4  11.5: 1    11.6: 1    12.1: 1-3  12.2: 1-2  12.3: 1-4
  13.1: 1     13.2: 1-5   13.3: 1-2   13.4: 1-5  14.1: 1-2  14.2: 1-4  14.3: 1-3  15.1: 1-3  15.2: 1-3  15.3: 1-7
  16.1: 1     16.2: 1-5   16.3: 1-4   16.4: 1-3  16.5: 1-3  17.1: 1    17.2: 1-4  17.3: 1-2`.matchAll(
    /(\d+\.\d+): (\d+)(?:-(\d+))?/g,
  ),
].flatMap(([, section = "", from = "", to = from]) => between(section, Number(from), Number(to)))

function between(section: string, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${section}.${from + index}`)
}

const table = [
  ...readFileSync("docs/security.md", "utf8").matchAll(
    /^\| (\d+\.\d+\.\d+[^|]*) \| (met|n\/a|open) \| (.+) \|$/gm,
  ),
].map(([, ids = "", state = "", why = ""]) => ({ ids: ids.split(", ").flatMap(idsOf), state, why }))

/** `1.2.6 to 1.2.8` is three. */
function idsOf(text: string): string[] {
  const [first = "", last = first] = text.split(" to ")
  const section = first.replace(/\.\d+$/, "")
  const [from, to] = [first, last].map((id) => Number(id.split(".")[2]))
  return between(section, from ?? 0, to ?? 0)
}

const named = (why: string) => [...why.matchAll(/`(tests\/[\w./-]+)`/g)].map(([, file = ""]) => file)

test("every requirement of ASVS 5.0 on levels 1 and 2 stands in the table once", () => {
  const all = [...required]
  expect(all).toHaveLength(253)
  expect(table.flatMap(({ ids }) => ids).sort()).toEqual(all.sort())
})

test("what is met names a test, and every test that is named is there", () => {
  expect(table.filter(({ state, why }) => state === "met" && named(why).length === 0)).toEqual([])
  expect(table.flatMap(({ why }) => named(why)).filter((file) => !existsSync(file))).toEqual([])
  expect(table.filter(({ why }) => why.length < 6)).toEqual([])
})

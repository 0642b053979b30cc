import { expect, test } from "vitest"
import { newTally, reconciliationLines, requireReconciled } from "../../../lib/krc/reconciliation"

test.each([
  [
    { there: 3, moved: 2, here: 2 },
    "tags does not add up: 3 there, 2 moved, 0 left out, 0 added, 2 new here",
  ],
  [
    { there: 2, moved: 2, here: 3 },
    "tags does not add up: 2 there, 2 moved, 0 left out, 0 added, 3 new here",
  ],
])("counts that do not add up are not kept: %o", (counts, message) => {
  const { count } = newTally()
  expect(() => requireReconciled(count)).not.toThrow()
  Object.assign(count.tags, counts)
  expect(() => requireReconciled(count)).toThrow(message)
})

test("of very many ids the first are shown, and how many there are", () => {
  const tally = newTally()
  for (let id = 1; id <= 1234; id++) tally.leftOut("check_ins", "has no time", String(id))
  const lines = reconciliationLines({
    ...{ dryRun: true, tables: tally.count, columns: [] },
    ...tally.findings(),
  })
  expect(lines.at(-1)).toMatch(/^ {2}check_ins: 1,234 × has no time \(1, 2, .*, 50 and 1184 more\)$/)
})

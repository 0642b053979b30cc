import { afterAll, beforeAll, expect, test } from "vitest"
import { type BehindCaddy, openBehindCaddy } from "../support/behind-caddy"
import { kioskHost, staffHost } from "../support/caddy"
import { observe } from "../support/observatory"

let centre: BehindCaddy

beforeAll(async () => {
  centre = await openBehindCaddy({ workers: 0 })
})
afterAll(() => centre?.close())

test.each([
  ["the staff's host", staffHost],
  ["the kiosk's host", kioskHost],
])("Mozilla's HTTP Observatory gives A+ to %s", async (name, host) => {
  const { scan, tests } = await observe(host, centre, centre.caddy.root)
  const failed = Object.entries(tests).filter(([, { pass }]) => !pass)
  console.log(`${name}: ${scan.grade}, ${scan.score} points`)
  expect(failed).toEqual([])
  expect(scan).toMatchObject({ grade: "A+", testsFailed: 0, statusCode: 200 })
})

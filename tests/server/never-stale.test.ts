import { afterAll, expect, test } from "vitest"
import { beforeTests } from "../support/before"
import { startServer } from "../support/server"
import { apiOf } from "./api"
import { openServedCentre } from "./centre"

const centre = openServedCentre({ WORKER: "off" })
const second = beforeTests(() => startServer(centre.url, { WORKER: "off" }))
afterAll(() => second.stop())
const there = apiOf(second).as(() => ({ authorization: `Bearer ${centre.keys.admin.key}` }))

test("what was changed through one server is in the numbers and reports of both at once, and again and again", async () => {
  const languages = async (api: typeof there) =>
    (await api.get("/reports/clients?by=language&covered=all")).body.groups
  const all = async (api: typeof there) => (await api.get("/stats")).body.clients.all
  for (let round = 1; round <= 10; round++) {
    const [writer, reader] = round % 2 ? [centre.adminKey, there] : [there, centre.adminKey]
    const { id } = await writer.addClient({ language: "Spanish" })
    for (const api of [writer, reader]) {
      expect(await languages(api)).toEqual([{ name: "Spanish", clients: round }])
      expect(await all(api)).toBe(round)
    }
    await writer.checkIn(id)
    for (const api of [writer, reader]) expect((await api.get("/stats")).body.checked_in_today).toBe(round)
  }
})

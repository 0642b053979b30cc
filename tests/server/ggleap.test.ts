import { afterAll, beforeAll, expect, test } from "vitest"
import { makeGgleap } from "../support/ggleap"
import { openServedCentre } from "./centre"

const fake = makeGgleap()
beforeAll(fake.open)
afterAll(fake.close)
const { browser, adminKey, server } = openServedCentre(() => ({ GGLEAP_BASE_URL: fake.url }))
const desk = browser("admin")

const page = async (path: string) => {
  const answer = await fetch(server.url + path, { headers: desk.credentials })
  expect(answer.status).toBe(200)
  return await answer.text()
}

test("while the sync is off, its page says what is missing, and ggLeap is not asked", async () => {
  const text = await page("/admin/ggleap")
  expect(text).toContain("The sync is off")
  expect(text).toContain("GGLEAP_API_KEY is empty.")
  expect(text).not.toContain("Compare with ggLeap")
  const { id } = await adminKey.addClient({})
  expect(await page(`/clients/${id}`)).not.toContain("Link ggLeap user")
  expect(fake.asked).toEqual([])
})

import { button, expect, heading, openKiosk, tapDigits, test } from "./kiosk-tablet"

test("reading aloud says each screen in its language, never what was typed, and is off for the next person", async ({
  tablet,
}) => {
  await tablet.addInitScript(() => {
    const said: { text: string; lang: string }[] = []
    Object.assign(window, { said })
    speechSynthesis.speak = ({ text, lang }) => said.push({ text, lang })
  })
  await openKiosk(tablet)
  const said = () =>
    tablet.evaluate(() => (window as unknown as { said: { text: string; lang: string }[] }).said)
  const last = async () => (await said()).at(-1)
  await button(tablet, "I am here").click()
  expect(await said()).toEqual([])
  await button(tablet, "Read aloud").click()
  await expect.poll(last).toMatchObject({ lang: "en-US" })
  const { text } = (await last()) ?? { text: "" }
  for (const part of ["Who are you?", "My card", "My phone number", "Start over", "Call staff"])
    expect(text).toContain(part)
  await button(tablet, "My phone number").click()
  await tapDigits(tablet, "6615550")
  await button(tablet, "Language / Idioma").click()
  await button(tablet, "Español").click()
  await expect.poll(last).toMatchObject({ lang: "es-US", text: expect.stringContaining("Escribe tu número") })
  expect((await said()).filter(({ text }) => /\d/.test(text))).toEqual([])
  await button(tablet, "Empezar de nuevo").click()
  await expect(heading(tablet)).toHaveText("Welcome!")
  const before = (await said()).length
  await button(tablet, "I am here").click()
  await expect(heading(tablet)).toHaveText("Who are you?")
  expect(await said()).toHaveLength(before)
})

test("the kiosk can be put on a tablet's home screen", async ({ tablet }) => {
  const { request } = tablet.context()
  const address = await tablet.locator("link[rel=manifest]").getAttribute("href")
  const manifest = await (await request.get(String(address))).json()
  expect(manifest).toMatchObject({ start_url: "/kiosk", scope: "/kiosk", display: "fullscreen" })
  for (const { src } of manifest.icons) expect((await request.get(src)).status(), src).toBe(200)
  const touch = await tablet.locator("link[rel=apple-touch-icon]").getAttribute("href")
  expect((await request.get(String(touch))).status()).toBe(200)
  const worker = await request.get("/kiosk/sw.js")
  expect(worker.headers()["service-worker-allowed"]).toBe("/kiosk")
})

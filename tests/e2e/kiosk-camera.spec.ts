import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { chromium } from "@playwright/test"
import { encodeQR } from "qr"
import { findChromium } from "../../scripts/browser"
import { button, expect, heading, openKiosk, pairByCall, test, visitsOf } from "./kiosk-tablet"

const WIDTH = 640
const HEIGHT = 480

/** A film in which somebody holds a card with this code to the camera, as Chromium's make-believe camera takes it. */
function filmOf(text: string): Buffer {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: 4 })
  const scale = Math.floor((HEIGHT * 0.8) / rows.length)
  const [left, top] = [(WIDTH - rows.length * scale) / 2, (HEIGHT - rows.length * scale) / 2]
  const picture = Buffer.alloc(WIDTH * HEIGHT * 1.5, 128)
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const dark = rows[Math.floor((y - top) / scale)]?.[Math.floor((x - left) / scale)]
      picture[y * WIDTH + x] = dark ? 20 : 235
    }
  const frame = Buffer.concat([Buffer.from("FRAME\n"), picture])
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420mpeg2\n`)
  return Buffer.concat([head, ...Array.from({ length: 10 }, () => frame)])
}

test("a card held to the camera says who somebody is, and the camera rests afterwards", async ({
  person,
  cardOf,
  codeToPair,
  sql,
  baseURL,
}) => {
  const { token } = await cardOf(person.id)
  const folder = mkdtempSync(join(tmpdir(), "film-"))
  const film = join(folder, "card.y4m")
  writeFileSync(film, filmOf(token))
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: [
      "--no-sandbox",
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${film}`,
    ],
  })
  try {
    const context = await browser.newContext({ baseURL, viewport: { width: 1024, height: 768 } })
    const page = await context.newPage()
    await pairByCall(page, await codeToPair())
    await openKiosk(page)
    await page.evaluate(() => {
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
      const tracks: MediaStreamTrack[] = []
      navigator.mediaDevices.getUserMedia = async (wanted) => {
        const stream = await ask(wanted)
        tracks.push(...stream.getTracks())
        return stream
      }
      Object.assign(window, { tracks })
    })
    const states = () =>
      page.evaluate(() =>
        (window as unknown as { tracks: MediaStreamTrack[] }).tracks.map(({ readyState }) => readyState),
      )
    await button(page, "I am here").click()
    await button(page, /^My card$/).click()
    await expect(heading(page)).toHaveText(`Are you ${person.shown}?`)
    expect(await states()).toEqual(["ended"])
    await button(page, "Yes, that is me").click()
    await expect(heading(page)).toContainText("You are checked in.")
    expect(await visitsOf(sql, person.id)).toHaveLength(1)
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true })
  }
})

test("without a camera the card is held to a scanner, and the other ways are there", async ({ tablet }) => {
  await button(tablet, "I am here").click()
  await button(tablet, /^My card$/).click()
  await expect(tablet.getByText("Hold your card to the scanner.")).toBeVisible()
  await button(tablet, "My phone number").click()
  await expect(heading(tablet)).toHaveText("Type your phone number")
})
